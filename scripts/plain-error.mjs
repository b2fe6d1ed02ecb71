/** An error whose message is all a person needs: printed as one line, without a stack. */
export class PlainError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "PlainError";
    this.exitCode = exitCode;
  }
}

/** Runs a script's main function; plain errors end it in one line, others keep their stack. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof PlainError) process.stderr.write(`${error.message}\n`);
    else console.error(error);
    process.exitCode = error instanceof PlainError ? error.exitCode : 1;
  }
}
