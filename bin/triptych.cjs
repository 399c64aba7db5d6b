#!/usr/bin/env node
'use strict';
/** The command line: from its sources in the repository; in a package, which has none, from what was built of them. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const { start } = require('./run.cjs');

const [source, built] = ['cli.ts', 'dist/cli.js'].map((file) => join(__dirname, '..', file));
start(existsSync(source) ? source : built, process.argv.slice(2));
