/** Rights: who may do what to what, as a stack grants it. */
import type { Resource, Resources } from './resources';

/** What one resource grants to one principal. */
export interface Right {
  /** `pods shop/api`, `ec2.amazonaws.com`, `group:sre@example.com`. */
  readonly who: string;
  /** The identity as which it acts, by its address. @default - its own */
  readonly as?: string;
  /** Actions, or the name of a role or policy. */
  readonly may: readonly string[];
  /** Resources, by address or by the cloud's own names. */
  readonly on: readonly string[];
  /** Under which condition. @default - always */
  readonly when?: string;
  /** Whether it reaches further than the actions and resources that it names. */
  readonly isWide: boolean;
}

/** A right, where it stands and why it is wide. */
export interface ExplainedRight extends Right {
  /** The resource that grants it. */
  readonly address: string;
  /** Why it is wide. @default - it is not */
  readonly because?: string;
}

/** Reads the rights that a resource grants. */
export type RightsReader = (resource: Resource, resources: Resources) => readonly Right[];

/** Why rights of a kind are wide. */
export interface WideReason {
  /** Whose right, by the address that grants it, or by who gets it. */
  readonly of: RegExp;
  /** Which: one of its actions, or its role. */
  readonly may: RegExp;
  /** What each of its resources is like. @default - any */
  readonly on?: RegExp;
  readonly because: string;
}

/** How the rights of a cloud are read. */
export interface CloudRights {
  /** Resource types that grant rights. */
  readonly readers: Readonly<Record<string, RightsReader>>;
  readonly wide: readonly WideReason[];
}

/** Every right that a stack grants. */
export function rightsIn(resources: Resources, { readers, wide }: CloudRights): ExplainedRight[] {
  return resources.all.flatMap((resource) => {
    const { address } = resource;
    const rights = readers[resource.type]?.(resource, resources) ?? [];
    return rights.map((right) => {
      const reason = right.isWide ? wide.find((one) => appliesTo(one, right, address)) : undefined;
      return { ...right, address, ...(reason && { because: reason.because }) };
    });
  });
}

const appliesTo = ({ of, may, on = /(?:)/ }: WideReason, right: Right, address: string): boolean =>
  (of.test(address) || of.test(right.who)) &&
  right.may.some((action) => may.test(action)) &&
  right.on.every((resource) => on.test(resource));
