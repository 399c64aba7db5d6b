/** A problem of an environment, and how it is shown. */
import type { CloudName } from '../words/clouds';

/** Something the user has to change (or, as a warning, should know), told with its place. */
export interface Problem {
  /** `system/environment`. */
  readonly environment: string;
  /** The cloud that objects; absent when every cloud would. */
  readonly cloud?: CloudName;
  /** Kind and name of the construct: `ManagedPostgres "postgres"`. */
  readonly construct?: string;
  /** Path of the property inside the construct: `storage.gib`. */
  readonly property?: string;
  /** What is allowed, what was given, what to do instead. */
  readonly message: string;
}

/** `spywatcher/production on azurerm: ManagedPostgres "postgres": storage.gib must be 32–32768, got 10`. */
export function describeProblem({ environment, cloud, construct, property, message }: Problem): string {
  const place = cloud ? `${environment} on ${cloud}` : environment;
  return [place, construct, [property, message].filter(Boolean).join(' ')].filter(Boolean).join(': ');
}

/** A user's mistakes, all of them. Printed as a list, never with a stack trace. */
export class TopologyError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(
      [`${problems.length} problem${problems.length === 1 ? '' : 's'}:`, ...problems.map(describeProblem)].join(
        '\n  - ',
      ),
    );
    this.name = 'TopologyError';
  }
}
