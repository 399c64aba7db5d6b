/**
 * Arguments: which names a class of a provider's bindings takes. Constructors ignore every other name without a word, so
 * that what users write in overrides has to be compared with them.
 *
 * Bindings have a setter for each argument that holds a value, and a method `putX` for each that holds blocks. The getter
 * `x` returns the block, whose class has setters and `putX` again, or a list or map of blocks.
 */
import {
  ComplexList,
  ComplexMap,
  ComplexObject,
  type TerraformElement,
  type TerraformMetaArguments,
  type TerraformResourceLifecycle,
} from 'cdktf';

import { isPlain, type PlainObject } from '../patch';
import { firstLower, firstUpper } from '../text';

export interface UnknownArgument {
  /** Path from the element: `timeouts`, `craete`. */
  readonly path: readonly string[];
  /** Names that exist in its place, sorted. */
  readonly known: readonly string[];
}

/** Names of an interface; the compiler demands that they are all of them. */
const namesOf = <T>(names: Readonly<Record<keyof T, true>>): string[] => Object.keys(names);

/** Arguments of Terraform itself, which every element takes. */
const META = namesOf<TerraformMetaArguments>({
  connection: true,
  count: true,
  dependsOn: true,
  forEach: true,
  lifecycle: true,
  provider: true,
  provisioners: true,
});

const LIFECYCLE = namesOf<TerraformResourceLifecycle>({
  createBeforeDestroy: true,
  ignoreChanges: true,
  postcondition: true,
  precondition: true,
  preventDestroy: true,
  replaceTriggeredBy: true,
});

/** Names that an element does not take. None if its class is not of a provider's bindings: then nothing is known of it. */
export function unknownArguments(element: TerraformElement, change: PlainObject): UnknownArgument[] {
  const own = argumentsOf(element);
  if (own.length === 0) return [];
  const { lifecycle } = change;
  return [
    ...unknownAmong([...own, ...META], change),
    ...unknownInside(element, own, change),
    ...(isPlain(lifecycle) ? unknownAmong(LIFECYCLE, lifecycle).map(at('lifecycle')) : []),
  ];
}

/** Names of the arguments that an element or a block takes by its class. */
export function argumentsOf(element: object): string[] {
  const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(element)));
  return members.flatMap(([name, member]) => {
    if (BLOCK.test(name)) return [firstLower(name.replace(BLOCK, ''))];
    return member.set !== undefined && name !== WHOLE ? [name] : [];
  });
}

const BLOCK = /^put(?=[A-Z])/;
/** The setter by which a block is set as a whole. */
const WHOLE = 'internalValue';

const unknownAmong = (names: readonly string[], change: PlainObject): UnknownArgument[] =>
  Object.keys(change)
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: [name], known: [...names].sort() }));

/** Unknown names inside the blocks of an element or a block. */
const unknownInside = (owner: object, names: readonly string[], change: PlainObject): UnknownArgument[] =>
  names.filter((name) => name in change).flatMap((name) => unknownInBlock(owner, name, change[name]).map(at(name)));

function unknownInBlock(owner: object, name: string, value: unknown): UnknownArgument[] {
  const isBlock = `put${firstUpper(name)}` in owner;
  const block = isBlock ? (owner as PlainObject)[name] : undefined;
  if (block instanceof ComplexObject) return unknownInOne(block, value);
  if (block instanceof ComplexList && Array.isArray(value))
    return value.flatMap((item, index) => unknownInOne(blockAt(block, 0), item).map(at(String(index))));
  if (block instanceof ComplexMap && isPlain(value))
    return Object.entries(value).flatMap(([key, item]) => unknownInOne(blockAt(block, key), item).map(at(key)));
  return [];
}

function unknownInOne(block: unknown, value: unknown): UnknownArgument[] {
  if (!(block instanceof ComplexObject) || !isPlain(value)) return [];
  const names = argumentsOf(block);
  return [...unknownAmong(names, value), ...unknownInside(block, names, value)];
}

/** Every list and map of blocks has a `get`, but their base classes do not declare it. */
const blockAt = <K extends string | number>(blocks: object, key: K): unknown =>
  (blocks as { get(of: K): unknown }).get(key);

const at =
  (name: string) =>
  ({ path, known }: UnknownArgument): UnknownArgument => ({ path: [name, ...path], known });
