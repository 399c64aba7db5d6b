'use strict';
/** Preloaded into a process that is measured: leaves its peak memory where the benchmark looks for it. */
const { writeFileSync } = require('node:fs');

process.once('exit', () => {
  writeFileSync(process.env.TRIPTYCH_BENCH_USAGE, String(process.resourceUsage().maxRSS));
});
