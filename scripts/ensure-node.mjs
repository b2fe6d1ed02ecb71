/** Says in one line when Node is too old. Imported first by every entry script, and itself free of new syntax. */
const wanted = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `Layerlab needs Node ${wanted.join(".")} or newer; this is ${process.versions.node}. Install a newer Node and run the same command again.\n`,
  );
  process.exit(1);
}
