/** Libraries from before modules: a script that leaves one name on the window. */
export async function loadScript<T>(file: string, name: string): Promise<T> {
  const url = new URL(`packages/${file}`, document.baseURI).href;
  // A script that is missing says nothing of why.
  const response = await fetch(url);
  if (!response.ok) throw new Error((await response.text()).trim());
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${file} does not run.`)));
    document.head.append(script);
  });
  return Reflect.get(window, name) as T;
}
