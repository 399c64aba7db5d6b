'use strict';
/** Gives a run of jest a temporary directory of its own, which is gone when it ends: what tests leave in it, too. */
const { mkdtempSync, realpathSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'triptych-jest-'));
  // Workers inherit it. TEMP is what Windows reads.
  for (const name of ['TMPDIR', 'TEMP']) process.env[name] = directory;
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
};
