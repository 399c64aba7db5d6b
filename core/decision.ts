/**
 * Decisions: what the product chooses where the user leaves the choice to it, with the rule that decides. They are
 * recorded where they are taken (`Component.decide`) and shown by `triptych explain`.
 */

/** What is decided: one word for the same decision on every cloud. */
export type Subject =
  | 'service'
  | 'size'
  | 'nodes'
  | 'image'
  | 'version'
  | 'storage'
  | 'zones'
  | 'subnets'
  | 'encryption key'
  | 'chart'
  | 'controller'
  | 'replicas'
  | 'autoscaler'
  | 'disruption budget'
  | 'heap'
  | 'pod security';

/** Facts behind a choice, for programs: `{ vcpu: 2, usdPerHour: 0.0832 }`. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** A value with the rule that chose it. */
export interface Choice<T> {
  readonly value: T;
  /** The value as people read it, in the cloud's own spelling: `db.t4g.medium`. */
  readonly shown: string;
  /** The rule: `the cheapest of 12 with at least 2 vCPU …`. Called only when somebody asks. */
  readonly why: () => string;
  /** @default - none */
  readonly facts?: () => Facts;
}

export interface Decision {
  readonly subject: Subject;
  /**
   * Path in the construct's properties of what the user may write to decide otherwise: `nodePools.main.size`; empty for
   * the construct as a whole.
   */
  readonly property: string;
  readonly shown: string;
  readonly why: () => string;
  readonly facts?: (() => Facts) | undefined;
}

/** A choice of a text that is shown as it is. */
export const chosen = (value: string, why: string): Choice<string> => ({ value, shown: value, why: () => why });

/** A choice of any value, shown as a text. */
export const choice = <T>(value: T, shown: string, why: string): Choice<T> => ({ value, shown, why: () => why });
