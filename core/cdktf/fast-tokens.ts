/**
 * Three things that CDKTF does for every value, and that take most of the time of a synthesis, done only where they are
 * needed; and one that it does not do: forgetting. All go through private paths of CDKTF, the only ones that this project
 * knows; without them synthesis is slow, takes more memory, and is otherwise the same, which a test compares. Must be imported
 * before constructs are made.
 *
 * - A stack trace for every token, of unlimited depth, read only when a token is left unresolved. `TRIPTYCH_TOKEN_TRACES=1`
 *   leaves them on, to find out where such a token came from.
 * - A search for tokens in every text, number and object of a stack, three times over. Most hold none.
 * - A search through the arguments of functions, such as `jsonencode`, once more for each of their levels.
 * - Every token stays in a global map, and with it the stack that it is from: `forgettingTokens` removes them.
 */
import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

type Resolve = (scope: IConstruct, value: unknown, preparing?: boolean) => unknown;

/** Texts with a token in them, or with a number that stands for one: those are beyond 1e200, written with `e+`. */
const isMarked = (text: string): boolean => text.includes('TfToken') || text.includes('e+');

/** An object literal that does not say itself what it resolves to. */
const isData = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype && !('resolve' in value);

/** A list that stands for a token is a list of one marked text or one number. */
const isTokenList = (values: readonly unknown[]): boolean => {
  const [first] = values;
  return values.length === 1 && (typeof first === 'string' ? isMarked(first) : typeof first === 'number');
};

/** Whether a value is or may be a token itself, rather than hold some. */
function mayBeToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return isMarked(value);
    case 'number':
      return Math.abs(value) > 1e200;
    case 'object':
      return value !== null && (Array.isArray(value) ? isTokenList(value) : !isData(value));
    default:
      return typeof value === 'function';
  }
}

/** Leaves to `resolve` only what may be a token; copies the rest as CDKTF would, without what is undefined. */
function sparing(resolve: Resolve): Resolve {
  // Lists that came out of one pass, and hold no token, come back in the next.
  const resolved = new WeakSet<object>();
  return function visit(scope, value, preparing): unknown {
    if (typeof value === 'object' && value !== null && resolved.has(value)) return value;
    if (mayBeToken(value)) return resolve(scope, value, preparing);
    if (Array.isArray(value)) {
      const copy = value.map((item) => visit(scope, item, preparing)).filter((item) => item !== undefined);
      resolved.add(copy);
      return copy;
    }
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, unknown> = {};
    for (const key in value) {
      // A map that a token stands for: its key is the token.
      if (isMarked(key)) return resolve(scope, value, preparing);
      const inner = visit(scope, (value as Record<string, unknown>)[key], preparing);
      if (inner !== undefined) copy[key] = inner;
    }
    return copy;
  };
}

const resolver = new DefaultTokenResolver(new StringConcat());
const sparingly = sparing((scope, value, preparing = false) =>
  Tokenization.resolve(value, { scope, resolver, preparing }),
);

/** A value as a stack writes it, without tokens. */
export const resolved = <T>(scope: IConstruct, value: T): T => sparingly(scope, value) as T;

interface Expression {
  resolveArg: (
    this: Expression,
    context: { readonly resolve: (value: unknown) => unknown },
    argument: unknown,
  ) => unknown;
}

/**
 * Prints lists and maps in the arguments of a function, such as `jsonencode`, item by item. CDKTF resolves the whole argument
 * first, to see what it is, and does so again at each level below.
 */
function itemByItem(resolveArg: Expression['resolveArg']): Expression['resolveArg'] {
  return function (context, argument) {
    if (typeof argument !== 'object' || argument === null || mayBeToken(argument))
      return resolveArg.call(this, context, argument);
    if (Array.isArray(argument)) {
      // CDKTF leaves out what is undefined in a way of its own.
      if (argument.some((item) => item === undefined || mayBeToken(item)))
        return resolveArg.call(this, context, argument);
      return `[${argument.map((item) => this.resolveArg(context, item)).join(', ')}]`;
    }
    const entries = Object.entries(argument);
    if (entries.some(([key]) => isMarked(key))) return resolveArg.call(this, context, argument);
    const isThere = (value: unknown) => (mayBeToken(value) ? context.resolve(value) : value) !== undefined;
    const printed = entries
      .filter(([, value]) => isThere(value))
      .map(([key, value]) => `"${key}" = ${String(this.resolveArg(context, value))}`);
    return `{${printed.join(', ')}}`;
  };
}

if (process.env.TRIPTYCH_TOKEN_TRACES !== '1') {
  // cdktn, the maintained fork of CDKTF, reads this variable to the same end.
  process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
  try {
    const traces = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
    traces.captureStackTrace = () => [];
    const tokens = require('cdktf/lib/_tokens') as { resolve: Resolve };
    tokens.resolve = sparing(tokens.resolve);
    const { OperatorExpression } = require('cdktf/lib/tfExpression') as { OperatorExpression: { prototype: object } };
    const expressions = Object.getPrototypeOf(OperatorExpression.prototype) as Expression;
    expressions.resolveArg = itemByItem(expressions.resolveArg);
  } catch {
    // Another version of CDKTF keeps them elsewhere.
  }
}

/** A map whose new entries are its own, and which finds those of another one too. */
class Above<K, V> extends Map<K, V> {
  constructor(private readonly below: Map<K, V>) {
    super();
  }

  override get(key: K): V | undefined {
    return super.get(key) ?? this.below.get(key);
  }
}

const MAPS = ['stringTokenMap', 'numberTokenMap'] as const;

type TokenMap = Record<(typeof MAPS)[number], Map<unknown, unknown>>;

/** Runs code, and forgets the tokens that it made. Nothing that holds one of them may be used afterwards. */
export function forgettingTokens<T>(code: () => T): T {
  const tokens = (globalThis as { __cdktfTokenMap?: TokenMap }).__cdktfTokenMap;
  if (!tokens || MAPS.some((name) => !(tokens[name] instanceof Map))) return code();
  const before = MAPS.map((name) => [name, tokens[name]] as const);
  for (const [name, map] of before) tokens[name] = new Above(map);
  try {
    return code();
  } finally {
    for (const [name, map] of before) tokens[name] = map;
  }
}
