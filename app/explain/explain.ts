/** Explains a stack: builds it in memory, and tells what was chosen, by which rule, and what it is called. */
import { TerraformDataSource, TerraformElement, TerraformResource } from 'cdktf';
import { type IConstruct, RootConstruct } from 'constructs';

import { ADDONS } from '../../constructs/addons';
import type { Environment, EnvironmentInput } from '../../constructs/environment/schema';
import type { Implementations } from '../../constructs/implementations';
import { CONSTRUCTS } from '../../constructs/registry';
import { addressOf } from '../../core/cdktf/addresses';
import type { Component } from '../../core/cdktf/component';
import { Ephemeral } from '../../core/cdktf/ephemeral';
import { TERRAFORM_VERSION } from '../../core/cdktf/stack';
import type { Decision } from '../../core/decision';
import { isPlain } from '../../core/patch';
import { compact } from '../../core/records';
import { type Acknowledged, EnvironmentError, type Problem } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { placeOf } from '../plan/parse';
import { type Plan, plan, type Planned, type PlanOptions } from '../plan/plan';
import { chosenOf, stackNames, targetedBy } from '../plan/stack-names';
import { type Candidate, candidatesOf, finish, type MadeStack } from '../stacks/candidates';
import { type DefaultsAt, defaultsOf } from './defaults';
import type { Explained, ExplainedConstruct, ExplainedDecision, ExplainedDefault, ExplainedWarning } from './explained';

export interface ExplainOptions extends Implementations, Pick<PlanOptions, 'origins'> {
  readonly environments: readonly EnvironmentInput[];
  /** `shop-production-aws` or `shop-production-aws-platform`. */
  readonly stack: string;
  /** A construct's path, `databases.orders`, or the beginning of several: `databases`. @default - all */
  readonly construct?: string;
}

/**
 * Writes nothing. Only the stack's own environment is checked.
 * @throws EnvironmentError if there is no such stack or construct, or if the environment has problems
 */
export function explain(options: ExplainOptions): Explained {
  const { input, planned, candidate } = find(options);
  const stack = candidate.make(new RootConstruct());
  const problems = finish(stack, candidate.plan);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const written = candidate.plan.standsBy?.input ?? input;
  return narrowed(explainStack(written, planned, candidate, stack), options.construct);
}

interface Found {
  readonly input: EnvironmentInput;
  readonly planned: Planned;
  readonly candidate: Candidate;
}

function find({ environments, origins, stack: wanted, ...made }: ExplainOptions): Found {
  const isWanted = (id: string) => id === wanted;
  const input = environments.find((one) => chosenOf(one, targetedBy(one), isWanted).length > 0);
  if (!input) throw new EnvironmentError([unknown(wanted, environments.flatMap(idsOf))]);
  const planned = plan([input], made, { only: [wanted], origins });
  if (planned.problems.length > 0) throw new EnvironmentError(planned.problems);
  const candidates = planned.plans.flatMap((one) => candidatesOf(one, made.inCluster));
  const candidate = candidates.find(({ id }) => isWanted(id));
  if (!candidate)
    throw new EnvironmentError([
      unknown(
        wanted,
        candidates.map(({ id }) => id),
      ),
    ]);
  return { input, planned, candidate };
}

/** Names of the stacks that an environment may have. */
const idsOf = (input: EnvironmentInput): string[] =>
  targetedBy(input).flatMap((cloud) => {
    const { account, infrastructure, platform, edge } = stackNames(input, cloud);
    return compact([input.account && account, infrastructure, input.cluster && platform, input.cdns && edge]);
  });

const unknown = (wanted: string, known: readonly string[]): Problem => ({
  environment: wanted,
  code: 'stacks/unknown',
  message: `matches no stack; there are ${known.join(', ')}${suggestion(wanted, known)}`,
});

function explainStack(input: EnvironmentInput, planned: Planned, candidate: Candidate, stack: MadeStack): Explained {
  const { environment, cloud, target } = candidate.plan;
  const defaultsAt = defaultsOf(input, environment, cloud.name);
  const warnings = warningsOf(planned, candidate.plan);
  const addresses = addressesIn(stack);
  return {
    stack: candidate.id,
    environment: placeOf(environment),
    cloud: cloud.name,
    region: target.region,
    after: candidate.after === undefined ? [] : [candidate.after],
    state: { kind: (target.state ?? environment.state).kind, address: stack.stateAddress },
    terraform: { version: TERRAFORM_VERSION, providers: stack.requiredProviders },
    tags: stack.tags,
    counts: countsOf(stack),
    defaults: Object.keys(environment)
      .filter(isSetting)
      .flatMap((key) => defaultsAt([key])),
    warnings: warnings.filter(({ path = '' }) => isSetting(path)),
    constructs: [...stack.components].map(([path, component]) =>
      explainConstruct(path, component, {
        environment,
        defaultsAt,
        warnings: warnings.filter((warning) => isWithin(warning.path, path)),
        addresses: addresses.get(path) ?? [],
      }),
    ),
    others: addresses.get('') ?? [],
  };
}

interface OfConstruct {
  readonly environment: Environment;
  readonly defaultsAt: DefaultsAt;
  readonly warnings: readonly ExplainedWarning[];
  readonly addresses: readonly string[];
}

function explainConstruct(
  path: string,
  component: Component,
  { environment, defaultsAt, warnings, addresses }: OfConstruct,
): ExplainedConstruct {
  const parts = component.node.findAll().filter((part): part is Component => 'decisions' in part);
  const written = valueAt(environment, path) !== undefined;
  const decisions = parts.flatMap((part) =>
    part.decisions.map((one) =>
      written
        ? explainDecision(one, path, environment)
        : { ...explainDecision({ ...one, property: '' }, path, environment), ...partOf(part, component) },
    ),
  );
  const title = titleOf(path);
  return {
    path,
    ...(title !== undefined && { title }),
    decisions,
    defaults: written ? [...defaultsAt(path.split('.')), ...decided(decisions, path)] : [],
    names: parts.flatMap((part) => [...part.builtNames]),
    overrides: component.overridesInForce,
    warnings,
    addresses,
  };
}

/** Where in a construct one of its parts is. */
function partOf(part: Component, construct: Component): { readonly part?: string } {
  const ids = part.node.scopes.slice(construct.node.scopes.length).map(({ node }) => node.id);
  return ids.length === 0 ? {} : { part: ids.join('.') };
}

function explainDecision(
  { subject, property, shown, why, facts }: Decision,
  construct: string,
  environment: Environment,
): ExplainedDecision {
  const path = property === '' ? construct : `${construct}.${property}`;
  const given = property === '' ? undefined : valueAt(environment, path);
  return {
    subject,
    path,
    ...(given !== undefined && { given }),
    value: shown,
    why: why(),
    ...(facts && { facts: facts() }),
  };
}

/** Values of properties that the user left out and that have no default, because they were decided. */
const decided = (decisions: readonly ExplainedDecision[], construct: string): ExplainedDefault[] =>
  decisions
    .filter(({ path, given }) => path !== construct && given === undefined)
    .map(({ path, value, subject }) => ({ path, value, from: 'decision', subject }));

const isShown = (element: TerraformElement): boolean =>
  TerraformResource.isTerraformResource(element) ||
  TerraformDataSource.isTerraformDataSource(element) ||
  element instanceof Ephemeral;

/** Addresses by the path of their construct; those of no construct by the empty path. */
function addressesIn(stack: MadeStack): ReadonlyMap<string, readonly string[]> {
  const pathOf = new Map<IConstruct, string>([...stack.components].map(([path, component]) => [component, path]));
  const found = new Map<string, string[]>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = isShown(element) ? addressOf(element) : undefined;
    if (address === undefined) continue;
    const owner = element.node.scopes.find((scope) => pathOf.has(scope));
    const path = (owner && pathOf.get(owner)) ?? '';
    const others = found.get(path);
    if (others) others.push(address);
    else found.set(path, [address]);
  }
  return found;
}

function countsOf(stack: MadeStack): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { terraformResourceType: type } of stack.node.findAll().filter(TerraformResource.isTerraformResource))
    counts[type] = (counts[type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** Warnings of a plan's cloud, and those that every cloud has. */
function warningsOf({ warnings, acknowledged }: Planned, { cloud }: Plan): ExplainedWarning[] {
  const isHere = (problem: Problem) => problem.cloud === undefined || problem.cloud === cloud.name;
  const explained = ({ path, code, message, reason }: Problem & Partial<Acknowledged>): ExplainedWarning => ({
    ...(path !== undefined && { path }),
    code,
    message,
    ...(reason !== undefined && { acknowledged: reason }),
  });
  return [...warnings, ...acknowledged].filter(isHere).map(explained);
}

/** Keys of an environment whose constructs have a part of the explanation to themselves. */
const CONSTRUCT_KEYS: readonly string[] = [...Object.values(CONSTRUCTS).map(({ at }) => at), 'addons'];

/** Whether a path, or the empty path of the environment as a whole, belongs to no construct. */
const isSetting = (path: string): boolean => !CONSTRUCT_KEYS.includes(path.split('.')[0] ?? '');

const isWithin = (path: string | undefined, construct: string): boolean =>
  path === construct || (path?.startsWith(`${construct}.`) ?? false);

function titleOf(path: string): string | undefined {
  const [key, id = ''] = path.split('.');
  if (key === 'addons') return ADDONS[id as keyof typeof ADDONS].title;
  return Object.values(CONSTRUCTS).find(({ at }) => at === key)?.title;
}

const valueAt = (environment: Environment, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isPlain(value) ? value[key] : undefined), environment);

function narrowed(explained: Explained, construct: string | undefined): Explained {
  if (construct === undefined) return explained;
  const constructs = explained.constructs.filter(({ path }) => isWithin(path, construct));
  if (constructs.length > 0) return { ...explained, constructs };
  const known = explained.constructs.map(({ path }) => path);
  throw new EnvironmentError([
    {
      environment: explained.environment,
      cloud: explained.cloud,
      path: construct,
      code: 'stacks/unknown-construct',
      message: `is no construct of ${explained.stack}; there are ${known.join(', ')}${suggestion(construct, known)}`,
    },
  ]);
}
