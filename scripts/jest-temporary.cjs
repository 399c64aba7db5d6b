'use strict';
/**
 * Gives a run of Jest its own temporary directory, which is deleted at the end with everything that tests leave in it.
 */
const { mkdtempSync, realpathSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'triptych-jest-'));
  // Workers inherit the variables. Windows reads TEMP.
  for (const name of ['TMPDIR', 'TEMP']) process.env[name] = directory;
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
};
