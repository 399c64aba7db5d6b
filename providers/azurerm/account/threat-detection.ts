/** Detection of attacks: plans of Defender for Cloud, whose alerts the activity log records, too. */
import { MonitorActivityLogAlert } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert';
import {
  SecurityCenterSubscriptionPricing,
  type SecurityCenterSubscriptionPricingExtension,
} from '@cdktf/provider-azurerm/lib/security-center-subscription-pricing';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { channelsOf } from '../../../constructs/notification/channels';
import { Component } from '../../../core/cdktf/component';
import { compact } from '../../../core/records';
import { names } from '../shared/names';
import { register } from '../shared/provider';
import type { AzurermTypes } from '../types';

export type ThreatDetectionProps = NonNullable<AccountProps['threatDetection']>;

interface Plan {
  readonly resourceType: string;
  readonly subplan?: string;
  readonly extension?: readonly SecurityCenterSubscriptionPricingExtension[];
}

/** Scanning for malware hears of new objects from Event Grid. */
const RESOURCE_PROVIDERS = ['Microsoft.EventGrid', 'Microsoft.Security'];
/** Azure's own limit of what is scanned in an account, at a price for each GB. */
const SCANNED_GB_PER_MONTH = '10000';

/**
 * Names of plans and of their extensions, from the policies with which Azure itself turns them on:
 * https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Security%20Center
 */
function plansFor({ kubernetes, registries, databases, objects, malware }: ThreatDetectionProps): Record<string, Plan> {
  const containers = compact([
    kubernetes && { name: 'AgentlessDiscoveryForKubernetes' },
    kubernetes && { name: 'ContainerSensor' },
    kubernetes && malware && { name: 'AgentlessVmScanning', additionalExtensionProperties: { ExclusionTags: '[]' } },
    registries && { name: 'ContainerRegistriesVulnerabilityAssessments' },
  ]);
  const scan = {
    name: 'OnUploadMalwareScanning',
    additionalExtensionProperties: { CapGBPerMonthPerStorageAccount: SCANNED_GB_PER_MONTH },
  };
  return {
    // Of calls of Azure Resource Manager, and uses of secrets and keys: what every attack on a subscription touches.
    management: { resourceType: 'Arm', subplan: 'PerSubscription' },
    vaults: { resourceType: 'KeyVaults', subplan: 'PerKeyVault' },
    ...(containers.length > 0 && { containers: { resourceType: 'Containers', extension: containers } }),
    ...(databases && { databases: { resourceType: 'OpenSourceRelationalDatabases' } }),
    ...(objects && {
      objects: {
        resourceType: 'StorageAccounts',
        subplan: 'DefenderForStorageV2',
        ...(malware && { extension: [scan] }),
      },
    }),
  };
}

export class ThreatDetection extends Component<ThreatDetectionProps> {
  constructor(
    scope: Construct,
    id: string,
    props: ThreatDetectionProps,
    private readonly deps: AccountDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    register(this.stack, RESOURCE_PROVIDERS);
    this.createPlans();
    if (props.notify.length > 0) this.sendAlerts();
  }

  /** One after another: Azure refuses a second change while it makes one (409 Conflict). */
  private createPlans(): void {
    const { adopt } = this.deps.foundation.target;
    const plans = Object.entries(plansFor(this.props)).filter(
      ([name]) => !adopt.some((word) => word === `plan-${name}`),
    );
    let previous: SecurityCenterSubscriptionPricing | undefined;
    for (const [name, { resourceType, subplan, extension }] of plans) {
      previous = this.createAs('plan', name, SecurityCenterSubscriptionPricing, {
        resourceType,
        tier: 'Standard',
        ...(subplan !== undefined && { subplan }),
        ...(extension && { extension: [...extension] }),
        ...(previous && { dependsOn: [previous] }),
      });
    }
  }

  /**
   * An automation of Defender for Cloud cannot call an action group. The activity log records its alerts, with all that such a message
   * would say: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema#security-category
   */
  private sendAlerts(): void {
    const { foundation } = this.deps;
    this.create('findings', MonitorActivityLogAlert, {
      name: this.name(names.activityAlert, 'findings'),
      description: 'Defender for Cloud found something: look there for what it was.',
      resourceGroupName: foundation.resourceGroupName,
      location: 'global',
      scopes: [foundation.subscriptionId],
      criteria: { category: 'Security' },
      action: channelsOf(this.props.notify, this.deps).map((actionGroupId) => ({ actionGroupId })),
    });
  }
}
