/**
 * Two things that CDKTF does for every value, and that take most of the time of a synthesis, done where they are needed only.
 * Both go through private paths of CDKTF, the only ones that this project knows; without them synthesis is slow and otherwise
 * the same, which a test compares. Must be imported before constructs are made.
 *
 * - A stack trace for every token, of unlimited depth, read only when a token is left unresolved. `TRIPTYCH_TOKEN_TRACES=1`
 *   leaves them on, to find out where such a token came from.
 * - A search for tokens in every text, number and object of a stack, three times over. Most hold none.
 */
import type { IConstruct } from 'constructs';

type Values = Readonly<Record<string, unknown>>;
type Resolve = (scope: IConstruct, value: unknown, preparing?: boolean) => unknown;

/** Texts with a token in them, or with a number that stands for one: those are beyond 1e200, written with `e+`. */
const isMarked = (text: string): boolean => text.includes('TfToken') || text.includes('e+');

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype && !('resolve' in value);

/** Resolves what may be or hold a token, and copies the rest as CDKTF would: without what is undefined. */
function sparing(resolve: Resolve): Resolve {
  // What came out of one pass comes back, in part, in the next.
  const done = new WeakSet<object>();
  return (scope, whole, preparing) => {
    const all = (value: unknown): unknown => resolve(scope, value, preparing);
    const visit = (value: unknown): unknown => {
      switch (typeof value) {
        case 'string':
          return isMarked(value) ? all(value) : value;
        case 'number':
          return Math.abs(value) > 1e200 ? all(value) : value;
        case 'object':
          if (value === null || done.has(value)) return value;
          return Array.isArray(value) ? list(value) : isPlain(value) ? record(value as Values) : all(value);
        default:
          return typeof value === 'function' ? all(value) : value;
      }
    };
    const list = (values: unknown[]): unknown => {
      // A list that stands for a token is a list of one strange text or number.
      const [first] = values;
      if (values.length === 1 && (typeof first === 'string' ? isMarked(first) : typeof first === 'number'))
        return all(values);
      const copy = values.map(visit).filter((item) => item !== undefined);
      done.add(copy);
      return copy;
    };
    const record = (values: Values): unknown => {
      const copy: Record<string, unknown> = {};
      for (const key in values) {
        if (isMarked(key)) return all(values);
        const inner = visit(values[key]);
        if (inner !== undefined) copy[key] = inner;
      }
      return copy;
    };
    return visit(whole);
  };
}

if (process.env.TRIPTYCH_TOKEN_TRACES !== '1') {
  // What cdktn, the maintained fork of CDKTF, reads to the same end.
  process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
  try {
    const traces = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
    traces.captureStackTrace = () => [];
    const tokens = require('cdktf/lib/_tokens') as { resolve: Resolve };
    tokens.resolve = sparing(tokens.resolve);
  } catch {
    // Another version of CDKTF keeps them elsewhere.
  }
}
