'use strict';
/** Preloaded into a measured process: writes its peak memory to a file that the benchmark reads. */
const { writeFileSync } = require('node:fs');

process.once('exit', () => {
  writeFileSync(process.env.TRIPTYCH_BENCH_USAGE, String(process.resourceUsage().maxRSS));
});
