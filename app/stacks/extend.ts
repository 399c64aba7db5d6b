/** Runs an environment's `extend` on a stack that is built, and finds what would not work before anything is written. */
import { type TerraformElement, TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';

import type { Extension, StackKind } from '../../constructs/environment/extension';
import type { StackContext } from '../../constructs/extension';
import { byAddress } from '../../core/cdktf/addresses';
import type { Component } from '../../core/cdktf/component';
import { invalidities, runAspects } from '../../core/cdktf/rehearse';
import type { EnvironmentStack } from '../../core/cdktf/stack';
import { check, imported, misnamed, moved, removed, Statement } from '../../core/cdktf/statements';
import type { Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { located } from '../load/source';
import { placeOf } from '../plan/parse';
import type { Plan } from '../plan/plan';
import { describeThrown, runUsers } from './thrown';

/** A stack, with what the environment named in it. */
export interface Extendable extends EnvironmentStack {
  readonly kind: StackKind;
  readonly components: ReadonlyMap<string, Component>;
}

type Finding = Pick<Problem, 'path' | 'code' | 'message'>;

/** @returns the problems of what was added */
export function extend(stack: Extendable, plan: Plan): Problem[] {
  const { environment, cloud, origin } = plan;
  const mine = environment.extend
    .map((extension, index) => ({ extension, path: `extend.${index}` }))
    .filter(({ extension }) => extension.extends(stack.kind, cloud.name));
  if (mine.length === 0) return [];
  const makers = new Map<TerraformElement, string>(stack.elements.map((element) => [element, ownerOf(element, stack)]));
  const context = contextOf(stack, plan);
  const failed = mine.flatMap(({ extension, path }) => {
    const found = run(extension, context, path);
    for (const element of stack.elements) if (!makers.has(element)) makers.set(element, path);
    return found;
  });
  const found = failed.length > 0 ? failed : inspect(stack, makers);
  return found.map((finding) => {
    const place = { environment: placeOf(environment), cloud: cloud.name };
    return located({ ...finding, ...place, message: `${finding.message}, in ${stack.node.id}` }, origin);
  });
}

function run({ run: code }: Extension, context: StackContext, path: string): Finding[] {
  const made = attempt(path, () => code(context as never));
  if (made.failed) return [made.failed];
  if (!isPromise(made.value)) return [];
  // Its own failure would end the process before the problems are shown.
  made.value.then(undefined, () => undefined);
  return [
    {
      path,
      code: 'extend/async',
      message:
        'must not be asynchronous, because what it adds after its first `await` would be missing: wait in the file of the environment instead',
    },
  ];
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';

function attempt<T>(path: string, code: () => T): { readonly value?: T; readonly failed?: Finding } {
  try {
    return { value: runUsers(code) };
  } catch (error) {
    return { failed: { path, code: 'extend/failed', message: describeThrown(error) } };
  }
}

/** Everything that Terraform or CDKTF would refuse, in the order in which one would hide the next. */
function inspect(stack: Extendable, makers: ReadonlyMap<TerraformElement, string>): Finding[] {
  const { failed } = attempt('extend', () => runAspects(stack));
  if (failed) return [failed];
  const found = [...takenAddresses(stack, makers), ...unknownAddresses(stack, makers), ...invalid(stack)];
  if (found.length > 0) return found;
  const unresolved = attempt('extend', () => stack.resolveAll());
  return unresolved.failed ? [unresolved.failed] : [];
}

function takenAddresses(stack: Extendable, makers: ReadonlyMap<TerraformElement, string>): Finding[] {
  const makerOf = (element: TerraformElement) => makers.get(element) ?? 'extend';
  return [...byAddress(stack.elements)].flatMap(([address, [first, ...others]]) =>
    others.map((other) => ({
      path: makerOf(other),
      code: 'extend/address-taken',
      message: `must not make ${address}, which ${first ? makerOf(first) : ''} makes already: give it another id`,
    })),
  );
}

function unknownAddresses(stack: Extendable, makers: ReadonlyMap<TerraformElement, string>): Finding[] {
  const statements = stack.elements.filter((element) => element instanceof Statement);
  const known = new Set(byAddress(stack.elements).keys());
  return misnamed(statements, known).map(({ statement, address, exists }) => ({
    path: makers.get(statement) ?? 'extend',
    code: 'extend/address-unknown',
    message: exists
      ? `says "${statement.says}", but there is no ${address}${suggestion(address, [...known])}`
      : `says "${statement.says}", but ${address} still exists`,
  }));
}

const invalid = (stack: Extendable): Finding[] =>
  invalidities(stack).map((message) => ({
    path: 'extend',
    code: 'extend/invalid',
    message: `is not valid: ${message}`,
  }));

/** What an element of this project was made for: the path in the environment, or its id in the stack. */
function ownerOf(element: TerraformElement, stack: Extendable): string {
  const { scopes } = element.node;
  const [path] = [...stack.components].find(([, component]) => scopes.includes(component)) ?? [];
  return path ?? 'the stack itself';
}

function contextOf(stack: Extendable, { cloud, environment, target }: Plan): StackContext {
  const parts = new Map<string, Construct>([
    ...stack.components,
    ...stack.elements
      .filter((element) => TerraformProvider.isTerraformProvider(element))
      .map((provider) => [`providers.${provider.node.id}`, provider] as const),
  ]);
  const paths = [...parts.keys()];
  const context: StackContext<Record<string, Construct>> = {
    stack,
    cloud: cloud.name,
    environment,
    target,
    paths,
    get: (path) => {
      const part = parts.get(path);
      if (part) return part;
      throw new Error(`get("${path}"): there is only ${paths.join(', ')}${suggestion(path, paths)}`);
    },
    moved: (move) => moved(stack, move),
    imported: (given) => imported(stack, given),
    removed: (removal) => removed(stack, removal),
    check: (name, given) => check(stack, name, given),
  };
  return context;
}
