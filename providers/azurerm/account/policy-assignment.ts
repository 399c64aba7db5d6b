/**
 * An assignment of one of Azure's own policies, or sets of them, to the subscription. One that changes resources acts as an identity
 * with roles on the subscription, and is told once to change what is there already.
 */
import { SubscriptionPolicyAssignment } from '@cdktf/provider-azurerm/lib/subscription-policy-assignment';
import { SubscriptionPolicyRemediation } from '@cdktf/provider-azurerm/lib/subscription-policy-remediation';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { mapValues } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { Grant, Propagation } from '../iam/access';
import { names } from '../shared/names';

/** Ids of Azure's policies and sets of them are the same in every subscription. */
const builtIn = (kind: 'policyDefinitions' | 'policySetDefinitions') => (id: string) =>
  `/providers/Microsoft.Authorization/${kind}/${id}`;

export const policy = builtIn('policyDefinitions');
export const policySet = builtIn('policySetDefinitions');

export interface PolicyAssignmentProps {
  readonly definition: string;
  /** What people read in the list of assignments. */
  readonly title: string;
  /** Last parts of its name. */
  readonly purpose: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Roles on the subscription of a policy that changes resources, by names for them. @default - it changes nothing */
  readonly roles?: Readonly<Record<string, string>>;
  /** Ids of resources to which it does not apply. @default - none */
  readonly except?: readonly string[];
}

export class PolicyAssignment extends Component<PolicyAssignmentProps> {
  private readonly assignment: SubscriptionPolicyAssignment;

  constructor(
    scope: Construct,
    id: string,
    props: PolicyAssignmentProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.assignment = this.createAssignment();
    if (props.roles) this.change(props.roles);
  }

  private createAssignment(): SubscriptionPolicyAssignment {
    const { foundation } = this.deps;
    const { definition, title, purpose, parameters, roles, except } = this.props;
    return this.createMain('assignment', SubscriptionPolicyAssignment, {
      name: this.name(names.policyAssignment, ...purpose),
      displayName: title,
      subscriptionId: foundation.subscriptionId,
      policyDefinitionId: definition,
      ...(parameters && { parameters: jsonencode(mapValues(parameters, (_, value) => ({ value }))) }),
      ...(except && except.length > 0 && { notScopes: [...except] }),
      ...(roles && { identity: { type: 'SystemAssigned' }, location: foundation.location() }),
    });
  }

  private change(roles: Readonly<Record<string, string>>): void {
    const { subscriptionId } = this.deps.foundation;
    const { principalId } = this.assignment.identity;
    const grants = mapValues(
      roles,
      (name, role) => new Grant(this, name, { role, scope: subscriptionId, principalId, outlivesUse: true }),
    );
    const { sleep } = new Propagation(this, 'propagation', { grants });
    this.create('remediation', SubscriptionPolicyRemediation, {
      name: this.name(names.policyRemediation, ...this.props.purpose),
      subscriptionId,
      policyAssignmentId: this.assignment.id,
      resourceDiscoveryMode: 'ReEvaluateCompliance',
      dependsOn: [sleep],
    });
  }
}
