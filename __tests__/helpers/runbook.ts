/** Tests of runbooks: what they call by name is there, in the Terraform of the environment. */
import { stackNames } from '../../app/plan/stack-names';
import { describeRunbooks } from '../../app/runbook/describe';
import { rehearse } from '../../app/runbook/rehearsal';
import { type Runbook } from '../../app/runbook/runbook';
import { runbooksOf } from '../../app/runbook/runbooks';
import { allDocuments } from '../../app/trace/documents';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { standbyEnvironment } from '../../constructs/environment/standby';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on } from './environments';

export const runbookOn = (cloud: CloudName, environment: EnvironmentInput): Runbook =>
  runbooksOf({ ...providers, environments: [on(cloud, environment)] })[0]!;

export const textOf = (runbook: Runbook): string => describeRunbooks([runbook]).join('\n');

const COMMAND = /^(aws|az|azcopy|gcloud|kubectl|terraform|velero) /;

/** What is to be typed, and what an environment's file says. */
const linesOf = ({ parts }: Runbook): string[] =>
  parts.flatMap(({ steps }) => steps.flatMap(({ actions }) => actions.flatMap(({ lines }) => lines)));

export const commandsOf = (runbook: Runbook): string[] => linesOf(runbook).filter((line) => COMMAND.test(line));

/** Every text in a stack, as it is. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Names of resources begin with the system; those of storage accounts have no dashes. What people choose has capitals. */
function namesIn(lines: readonly string[], system: string): string[] {
  const own = new RegExp(`(?<![\\w.-])(?:chi-)?(?:${system}|${system.replaceAll('-', '')})[\\w.-]*`, 'g');
  const names = lines.flatMap((line) => line.match(own) ?? []);
  return [...new Set(names)].filter((name) => !/[A-Z]/.test(name));
}

/** The operator calls pods by their installation, shard and replica; Azure puts storage accounts into hosts. */
const resourceOf = (name: string): string =>
  name.replace(/^chi-(.*)-main-\d+-\d+-0$/, '$1').replace(/\.blob\.core\.windows\.net$/, '');

/** Names in a runbook that nothing in the environment's stacks has. */
export function unknownNames(cloud: CloudName, environment: EnvironmentInput): string[] {
  const documents = allDocuments([on(cloud, environment)], providers).get(environment.environment)![cloud]!;
  const stacks = [environment.environment, standbyEnvironment(environment.environment)].flatMap((name) =>
    Object.values<string>({ ...stackNames({ system: environment.system, environment: name }, cloud) }),
  );
  const { infrastructure: standing } = rehearse(on(cloud, environment), cloud, providers);
  // AWS calls keys by paths.
  const known = [documents, standing].flatMap(textsIn).map((text) => text.replace(/^alias\//, ''));
  const texts = new Set([...known, ...stacks]);
  const lines = linesOf(runbookOn(cloud, environment));
  return namesIn(lines, environment.system).filter((name) => !texts.has(resourceOf(name)));
}

/** Tests of a system: every name in the runbooks of an environment is one that its stacks have. */
export function namesWhatIsThere(environment: EnvironmentInput): void {
  it.each(CLOUDS.filter((cloud) => environment.targets[cloud]))('names what is there on %s', (cloud) => {
    expect(unknownNames(cloud, environment)).toEqual([]);
    const lines = linesOf(runbookOn(cloud, environment));
    const stores = [...Object.keys(environment.databases ?? {}), ...Object.keys(environment.objectStores ?? {})];
    expect(namesIn(lines, environment.system).length).toBeGreaterThan(stores.length);
  });
}
