/**
 * CDKTF takes a stack trace for every token, of unlimited depth: nine tenths of the time that constructs take to make,
 * for traces that are read only when a token is left unresolved. This turns them off, so it must be imported before
 * constructs are made. `TRIPTYCH_TOKEN_TRACES=1` leaves them on, to find out where such a token came from.
 */
if (process.env.TRIPTYCH_TOKEN_TRACES !== '1') {
  // What cdktn, the maintained fork of CDKTF, reads to the same end.
  process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
  try {
    // The only private path of CDKTF that this project knows. Without it, synthesis is slow and otherwise the same.
    const traces = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
    traces.captureStackTrace = () => [];
  } catch {
    // Another version of CDKTF keeps it elsewhere.
  }
}
export {};
