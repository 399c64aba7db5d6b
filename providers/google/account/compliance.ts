/**
 * Compliance on Google: policies of the Organization Policy service on the project, which refuse what breaks them. A project
 * that belongs to no organization can have none.
 */
import { OrgPolicyPolicy, type OrgPolicyPolicySpec } from '@cdktf/provider-google/lib/org-policy-policy';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { chargedToProject } from '../shared/provider';
import { Apis } from './apis';
import { type Constraint, constraintsOf } from './frameworks';

export type ComplianceProps = NonNullable<AccountProps['compliance']>;

const NO_PUBLIC_BUCKETS = 'storage.publicAccessPrevention';

/** Where what has no region is: certificates, the project's own log buckets. */
const NO_REGION = 'global';

export class Compliance extends Component<ComplianceProps> {
  private readonly dependsOn: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    props: ComplianceProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.dependsOn = new Apis(this, 'apis', { part: 'compliance' }).dependsOn;
    for (const constraint of this.constraints()) this.enforce(constraint.id, specOf(constraint));
    if (props.regions === 'targets') this.enforce('gcp.resourceLocations', this.locations());
  }

  /** A bucket that a Cdn serves is public: the project cannot forbid such buckets then, but every other bucket does so itself. */
  private constraints(): Constraint[] {
    const servesFiles = this.deps.foundation.props.uses.has('cdn');
    return constraintsOf(this.props.frameworks).filter(({ id }) => !(servesFiles && id === NO_PUBLIC_BUCKETS));
  }

  /** Not together with the values of the organization, which would admit its regions, too. */
  private locations(): OrgPolicyPolicySpec {
    const { region, secondaryRegion } = this.deps.foundation.target;
    const regions = [region, ...(secondaryRegion === undefined ? [] : [secondaryRegion])];
    const allowedValues = [...regions.map((one) => `in:${one}-locations`), NO_REGION];
    return { inheritFromParent: false, rules: [{ values: { allowedValues } }] };
  }

  private enforce(constraint: string, spec: OrgPolicyPolicySpec): void {
    const { target } = this.deps.foundation;
    if (target.adopt.some((word) => word === constraint)) return;
    const parent = `projects/${target.project}`;
    this.createAs('policy', idOf(constraint), OrgPolicyPolicy, {
      provider: chargedToProject(this.stack, target),
      name: `${parent}/policies/${constraint}`,
      parent,
      spec,
      dependsOn: [...this.dependsOn],
    });
  }
}

/** `storage.publicAccessPrevention` as `storage-public-access-prevention`. */
const idOf = (constraint: string): string =>
  constraint
    .replace('.', '-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();

/** What the organization refuses stays refused. */
function specOf({ denied }: Constraint): OrgPolicyPolicySpec {
  if (denied === undefined) return { rules: [{ enforce: 'TRUE' }] };
  // Google takes no inheritance beside a rule that refuses everything.
  if (denied === 'all') return { rules: [{ denyAll: 'TRUE' }] };
  return { inheritFromParent: true, rules: [{ values: { deniedValues: [...denied] } }] };
}
