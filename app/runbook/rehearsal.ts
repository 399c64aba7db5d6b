/**
 * Rehearsal: what an environment must have otherwise in its second region, by the rules that it would be checked by there. It is planned
 * as it would be then, and nothing is written.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { hasStandbyUnchecked, standbyEnvironment } from '../../constructs/environment/standby';
import type { Implementations } from '../../constructs/implementations';
import { present } from '../../core/invariant';
import { patch } from '../../core/patch';
import { mapValues } from '../../core/records';
import { describeWithoutCode } from '../../core/rules/problem';
import type { CloudName } from '../../core/words/clouds';
import { plan } from '../plan/plan';
import { type StackNames, stackNames } from '../plan/stack-names';
import { build } from '../synthesize';
import { type Document, documentOf } from '../trace/documents';

export interface Rehearsed {
  /** What synthesis would refuse. */
  readonly differences: readonly string[];
  /** The infrastructure stack of what stands by, when it serves. @default - there is none, or it has mistakes */
  readonly infrastructure?: Document;
}

export function rehearse(input: EnvironmentInput, cloud: CloudName, made: Implementations): Rehearsed {
  const { system, environment } = input;
  if (!hasStandbyUnchecked(input)) {
    const change = swapped(input, cloud, made);
    return { differences: change ? refused(patched(input, change), made, stackNames(input, cloud)) : [] };
  }
  const serving = patched(input, whole(input));
  const names = stackNames({ system, environment: standbyEnvironment(environment) }, cloud);
  const differences = refused(serving, made, names);
  return { differences, ...(differences.length === 0 && { infrastructure: built(serving, made, names) }) };
}

const patched = (input: EnvironmentInput, change: object): EnvironmentInput => patch(input, change) as EnvironmentInput;

const refused = (input: EnvironmentInput, made: Implementations, names: StackNames): string[] =>
  plan([input], made, { only: Object.values<string>({ ...names }) }).problems.map(({ path, message, code }) =>
    describeWithoutCode({ message, code, ...(path !== undefined && { path }) }),
  );

function built(input: EnvironmentInput, made: Implementations, { infrastructure }: StackNames): Document {
  const documents: Document[] = [];
  const { clouds, inCluster } = made;
  build({ clouds, inCluster, environments: [input], only: [infrastructure] }, (stack) => {
    documents.push(documentOf(stack));
  });
  return present(documents[0], infrastructure);
}

/** With its regions swapped, as its copy would be. */
function swapped(input: EnvironmentInput, cloud: CloudName, made: Implementations): object | undefined {
  const { region, secondaryRegion } = input.targets[cloud] ?? {};
  if (secondaryRegion === undefined) return undefined;
  return {
    targets: { [cloud]: { region: secondaryRegion, secondaryRegion: region } },
    ...(made.clouds[cloud].recovery.staysInAccount && { account: null }),
  };
}

/** With the second region serving, whatever its databases begin with. */
const whole = ({ databases, recovery }: EnvironmentInput): object => ({
  recovery: {
    active: 'secondary',
    ...(recovery?.databases !== 'replicated' && {
      differences: { databases: mapValues(databases ?? {}, () => ({ restore: 'done' })) },
    }),
  },
});
