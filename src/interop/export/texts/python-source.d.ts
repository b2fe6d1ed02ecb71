/** Programs in Python that leave with a model lie here as files and come in as text. */
declare module "*.py?raw" {
  const source: string;
  export default source;
}
