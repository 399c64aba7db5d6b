/** Checks of what the subscription holds: sets of policies that audit it, and policies that close regions. */
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import { compact } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { register } from '../shared/provider';
import { POLICY_SETS } from './frameworks';
import { policy, PolicyAssignment } from './policy-assignment';

export type ComplianceProps = NonNullable<AccountProps['compliance']>;

/**
 * They refuse to make things elsewhere, but for those that are nowhere in particular (`global`):
 * https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/General
 */
const LOCATIONS = {
  // AllowedLocations_Deny.json
  resources: { id: 'e56962a6-4747-49cd-b67b-bf8b01975c4c', title: 'Resources are in allowed regions' },
  // ResourceGroupAllowedLocations_Deny.json
  groups: { id: 'e765b5de-1225-4ba3-bd56-1ac6695af988', title: 'Resource groups are in allowed regions' },
};
/** Most checks read what Defender for Cloud has assessed, for nothing. */
const RESOURCE_PROVIDERS = ['Microsoft.Security'];

export class Compliance extends Component<ComplianceProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ComplianceProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    register(this.stack, RESOURCE_PROVIDERS);
    this.audit();
    if (props.regions === 'targets') this.closeRegions();
  }

  private audit(): void {
    for (const framework of this.props.frameworks) {
      const { id: definition, title } = POLICY_SETS[framework];
      new PolicyAssignment(this, framework, { definition, title, purpose: [framework] }, this.deps);
    }
  }

  private closeRegions(): void {
    const { region, secondaryRegion } = this.deps.foundation.target;
    const parameters = { listOfAllowedLocations: compact([region, secondaryRegion]) };
    for (const [what, { id, title }] of Object.entries(LOCATIONS))
      new PolicyAssignment(
        this,
        `regions-of-${what}`,
        { definition: policy(id), title, purpose: ['regions', what], parameters },
        this.deps,
      );
  }
}
