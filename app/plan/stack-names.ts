/** Names of stacks, and choosing stacks by patterns of their names. */
import picomatch from 'picomatch';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import { hasStandbyUnchecked, standbyEnvironment } from '../../constructs/environment/standby';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';

export interface StackNames {
  /** `<system>-<environment>-<cloud>-account`. */
  readonly account: string;
  /** `<system>-<environment>-<cloud>`. */
  readonly infrastructure: string;
  /** `<system>-<environment>-<cloud>-platform`. */
  readonly platform: string;
  /** `<system>-<environment>-<cloud>-edge`. */
  readonly edge: string;
}

type Named = Pick<EnvironmentInput, 'system' | 'environment'>;

export function stackNames({ system, environment }: Named, cloud: CloudName): StackNames {
  const infrastructure = `${system}-${environment}-${cloud}`;
  return {
    account: `${infrastructure}-account`,
    infrastructure,
    platform: `${infrastructure}-platform`,
    edge: `${infrastructure}-edge`,
  };
}

/** Patterns in a text, in which commas separate them. */
export const patternsIn = (text: string): string[] => text.split(',').filter(Boolean);

/** Whether a stack is chosen. */
export type IsChosen = (stack: string) => boolean;

/** Chooses stacks whose names match one of the patterns, or all if there are none. */
export const matching = (patterns: readonly string[] = []): IsChosen =>
  patterns.length === 0 ? () => true : picomatch([...patterns]);

/** Clouds that an environment targets. What it says may be wrong: it has not been parsed yet. */
export const targetedBy = ({ targets }: Pick<EnvironmentInput, 'targets'>): CloudName[] =>
  CLOUD_NAMES.filter((name) => targets?.[name] !== undefined);

/** Names of an environment, and of the one that stands by for it. What it says may be wrong: it has not been parsed yet. */
function namesOf(named: Named & Pick<EnvironmentInput, 'recovery'>): Named[] {
  const { system, environment } = named;
  return [named, ...(hasStandbyUnchecked(named) ? [{ system, environment: standbyEnvironment(environment) }] : [])];
}

/** Those of the clouds on which one of the environment's stacks is chosen, or of the one that stands by for it. */
export const chosenOf = (
  named: Named & Pick<EnvironmentInput, 'recovery'>,
  clouds: readonly CloudName[],
  isChosen: IsChosen,
): CloudName[] =>
  clouds.filter((cloud) =>
    namesOf(named)
      .flatMap((one) => Object.values<string>({ ...stackNames(one, cloud) }))
      .some(isChosen),
  );
