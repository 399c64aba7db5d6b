/** Values that an environment has without having written them, and where they come from. */
import { withInherited } from '../../constructs/environment/inherited';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { childrenOf } from '../../core/leaves';
import { isPlain, type PlainObject } from '../../core/patch';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { writtenFor } from '../plan/plan';
import type { DefaultSource, ExplainedDefault } from './explained';

/** The same part of an environment in each of its stages. */
interface Stages {
  /** With all defaults. */
  readonly parsed: unknown;
  /** As the user wrote it, with `differences`. */
  readonly written: unknown;
  /** With what constructs inherit from the environment. */
  readonly inherited: unknown;
  /** The `differences` of the cloud alone. */
  readonly differences: unknown;
}

/** Every value below a path that the user did not write for all clouds. */
export type DefaultsAt = (path: readonly string[]) => ExplainedDefault[];

export function defaultsOf(input: EnvironmentInput, parsed: object, cloud: CloudName): DefaultsAt {
  const written = writtenFor(input, cloud);
  const whole = { parsed, written, inherited: withInherited(written), differences: input.differences?.[cloud] };
  const isElsewhere = (key: string) => key !== cloud && (CLOUD_NAMES as readonly string[]).includes(key);
  const defaultsIn = (stages: Stages, path: readonly string[]): ExplainedDefault[] => {
    const children = childrenOf(stages.parsed);
    if (children.length === 0) return defaultOf(stages, path);
    return [
      ...children
        .filter(([key]) => !isElsewhere(key))
        .flatMap(([key]) => defaultsIn(within(stages, key), [...path, key])),
      ...removedBy(stages, path),
    ];
  };
  return (path) => defaultsIn(path.reduce<Stages>(within, whole), path);
}

const within = (stages: Stages, key: string): Stages => ({
  parsed: at(stages.parsed, key),
  written: at(stages.written, key),
  inherited: at(stages.inherited, key),
  differences: at(stages.differences, key),
});

const at = (value: unknown, key: string): unknown =>
  isPlain(value) || Array.isArray(value) ? (value as PlainObject)[key] : undefined;

function defaultOf(stages: Stages, path: readonly string[]): ExplainedDefault[] {
  const from = sourceOf(stages);
  return from === undefined || stages.parsed === undefined
    ? []
    : [{ path: path.join('.'), value: stages.parsed, from }];
}

/** Undefined for what the user wrote. */
function sourceOf({ written, inherited, differences }: Stages): DefaultSource | undefined {
  if (written !== undefined) return differences === undefined ? undefined : 'differences';
  return inherited === undefined ? 'schema' : 'highAvailability';
}

/** Properties that the differences remove and that have no default. */
const removedBy = ({ parsed, differences }: Stages, path: readonly string[]): ExplainedDefault[] =>
  (isPlain(differences) ? Object.entries(differences) : [])
    .filter(([key, value]) => value === null && at(parsed, key) === undefined)
    .map(([key]) => ({ path: [...path, key].join('.'), value: null, from: 'differences' }));
