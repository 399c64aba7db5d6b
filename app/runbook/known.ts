/** What runbooks are made of. */
import type { Way } from '../../core/operations/way';
import type { Plan } from '../plan/plan';

/** What people do, in sentences and commands. */
export interface Action {
  readonly says: string;
  /** Commands, or what stands in the environment's file. */
  readonly lines: readonly string[];
}

export interface Step {
  readonly title: string;
  /** Minutes that it takes at least. @default - none: it is done beside the others */
  readonly minutes?: number;
  readonly actions: readonly Action[];
}

export interface Part {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** What the parts of a runbook are made of. */
export interface Known {
  readonly plan: Plan;
  readonly region: string;
  /** The second region, or words for it. */
  readonly elsewhere: string;
  readonly ways: readonly Way[];
  /** Commands and names of buckets in the second region, where they are known. */
  readonly inBucket: (id: string, command: string) => string;
  /** What must be said otherwise in the second region. */
  readonly differences: readonly string[];
  /** What else the environment that is made anew says. */
  readonly anew: readonly string[];
  readonly staysInAccount: boolean;
  /** Public hosts, and the commands that show their records. */
  readonly hosts: readonly string[];
  readonly zones: readonly string[];
}
