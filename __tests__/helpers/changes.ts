/** Finds arguments that differ between two syntheses, and those among them that a row of a parity table names. */
import type { Attributes } from './synth';

/** Resources, or Kubernetes objects, by type or kind and by name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/**
 * `aws_db_instance.multi_az` for every argument that differs, without list indexes; all arguments of a new or missing
 * resource.
 */
export function changedArguments(one: Resources, other: Resources): Set<string> {
  const changed = new Set<string>();
  for (const type of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [a = {}, b = {}] = [one[type], other[type]];
    for (const id of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const paths = differences(a[id], b[id]);
      if (paths.length > 0) changed.add(type);
      for (const path of paths) changed.add([type, ...path].join('.'));
    }
  }
  return changed;
}

function differences(a: unknown, b: unknown): string[][] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (!isContainer(a) && !isContainer(b)) return [[]];
  const [left, right] = [a, b].map((value) => (isContainer(value) ? value : {})) as [Attributes, Attributes];
  const isList = Array.isArray(a) || Array.isArray(b);
  return [
    [],
    ...[...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
      differences(left[key], right[key]).map((path) => (isList ? path : [key, ...path])),
    ),
  ];
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The type of a resource, or the kind of an object. */
const TYPE = /^(?:(?:aws|google|azurerm|kubernetes|helm|random|terraform|time)_[a-z0-9_]+|[A-Z][A-Za-z]+)/;

/** Words of a row's text that could name an argument: with a dot, an underscore, a capital or a slash. */
const WORD = /[A-Za-z][\w/-]*(?:\.[\w/-]+)*/g;

/**
 * Those arguments named in the text of a row that really differ. An argument without a type belongs to the last type
 * named.
 */
export function namedAndChanged(text: string, changed: ReadonlySet<string>): string[] {
  let type: string | undefined;
  return [...text.matchAll(WORD)]
    .map(([word]) => word)
    .filter((word) => {
      const own = TYPE.exec(word)?.[0];
      if (own) type = own;
      const path = own ? word.slice(own.length + 1) : word;
      if (!own && !/[._/A-Z]/.test(word) && type === undefined) return false;
      return [...changed].some((argument) => matches(argument, own ?? type, path));
    });
}

/** Whether a path that differs is of the type and has the named argument in it. */
function matches(argument: string, type: string | undefined, path: string): boolean {
  const [first, ...rest] = argument.split('.');
  if (type !== undefined && first !== type) return false;
  return path === '' || `.${rest.join('.')}.`.includes(`.${path}.`);
}
