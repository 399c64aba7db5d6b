/** Account on Azure: what there is one of in a subscription. */
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import type { Outputs } from '../../../core/cdktf/component';
import type { AzurermTypes } from '../types';
import { AuditTrail } from './audit-trail';
import { Compliance } from './compliance';
import { Contacts } from './contacts';
import { CostAnomalies } from './cost-anomalies';
import { Guards } from './guards';
import { StateBucket } from './state-bucket';
import { ThreatDetection } from './threat-detection';

type Config<C> = Partial<C>;

declare module '../../../constructs/account/schema' {
  interface AccountOverrides {
    readonly azurerm?: {
      readonly stateGroup?: Config<import('@cdktf/provider-azurerm/lib/resource-group').ResourceGroupConfig>;
      readonly stateAccount?: Config<import('@cdktf/provider-azurerm/lib/storage-account').StorageAccountConfig>;
      readonly stateContainer?: Config<import('@cdktf/provider-azurerm/lib/storage-container').StorageContainerConfig>;
      readonly stateLifecycle?: Config<
        import('@cdktf/provider-azurerm/lib/storage-management-policy').StorageManagementPolicyConfig
      >;
      readonly stateKey?: Config<import('@cdktf/provider-azurerm/lib/key-vault-key').KeyVaultKeyConfig>;
      readonly trailAccount?: Config<import('@cdktf/provider-azurerm/lib/storage-account').StorageAccountConfig>;
      readonly trailContainer?: Config<import('@cdktf/provider-azurerm/lib/storage-container').StorageContainerConfig>;
      readonly trailRetention?: Config<
        import('@cdktf/provider-azurerm/lib/storage-container-immutability-policy').StorageContainerImmutabilityPolicyConfig
      >;
      readonly trailLifecycle?: Config<
        import('@cdktf/provider-azurerm/lib/storage-management-policy').StorageManagementPolicyConfig
      >;
      readonly trailSetting?: Config<
        import('@cdktf/provider-azurerm/lib/monitor-diagnostic-setting').MonitorDiagnosticSettingConfig
      >;
      readonly workspace?: Config<
        import('@cdktf/provider-azurerm/lib/log-analytics-workspace').LogAnalyticsWorkspaceConfig
      >;
      readonly alert?: Config<
        import('@cdktf/provider-azurerm/lib/monitor-activity-log-alert').MonitorActivityLogAlertConfig
      >;
      readonly assignment?: Config<
        import('@cdktf/provider-azurerm/lib/subscription-policy-assignment').SubscriptionPolicyAssignmentConfig
      >;
      readonly plan?: Config<
        import('@cdktf/provider-azurerm/lib/security-center-subscription-pricing').SecurityCenterSubscriptionPricingConfig
      >;
      readonly findings?: Config<
        import('@cdktf/provider-azurerm/lib/monitor-activity-log-alert').MonitorActivityLogAlertConfig
      >;
      readonly securityContact?: Config<
        import('@cdktf/provider-azurerm/lib/security-center-contact').SecurityCenterContactConfig
      >;
      readonly healthAlert?: Config<
        import('@cdktf/provider-azurerm/lib/monitor-activity-log-alert').MonitorActivityLogAlertConfig
      >;
      readonly costAnomalies?: Config<import('@cdktf/provider-azurerm/lib/cost-anomaly-alert').CostAnomalyAlertConfig>;
      readonly costAlert?: Config<import('@cdktf/provider-azurerm/lib/cost-anomaly-alert').CostAnomalyAlertConfig>;
    };
  }
}

export class Account extends neutral.Account {
  readonly state: StateBucket | undefined;
  readonly trail: AuditTrail | undefined;

  constructor(scope: Construct, id: string, props: neutral.AccountProps, deps: AccountDeps<AzurermTypes>) {
    super(scope, id, props);
    const { state, auditTrail, compliance, threatDetection, contacts } = props;
    if (props.defaults) new Guards(this, 'guards', {}, deps);
    this.state = state && new StateBucket(this, 'state', state, deps);
    this.trail = auditTrail && new AuditTrail(this, 'trail', auditTrail, deps);
    if (compliance) new Compliance(this, 'compliance', compliance, deps);
    if (threatDetection) new ThreatDetection(this, 'threats', threatDetection, deps);
    if (contacts) new Contacts(this, 'contacts', contacts, deps);
    if (props.costAnomalies) new CostAnomalies(this, 'anomalies', props.costAnomalies, deps);
  }

  override outputs(): Outputs {
    const { state, trail } = this;
    return {
      ...(state && { state_bucket: state.container.name, state_account: state.account.name, state_key: state.keyId }),
      ...(trail && {
        trail_bucket: trail.bucket,
        trail_account: trail.store.name,
        trail_workspace: trail.workspace.workspaceId,
      }),
    };
  }
}
