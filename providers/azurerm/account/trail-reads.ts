/**
 * Reads in the trail's workspace: one of Azure's policies gives every vault, or every storage account, of the subscription a
 * diagnostic setting, whoever makes it. Azure has no setting for all of them at once.
 */
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { policy, PolicyAssignment } from './policy-assignment';

type Asked = NonNullable<AccountProps['auditTrail']>['reads'][number];

/** Statements are in the workspace of the server's own log: no policy sends them. */
export type Read = Exclude<Asked, 'statements'>;

export const isRead = (asked: Asked): asked is Read => asked !== 'statements';

interface ReadPolicy {
  readonly definition: string;
  readonly title: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly parameters: (setting: string) => Readonly<Record<string, unknown>>;
}

/** The roles that each policy names itself: https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions */
const POLICIES: Readonly<Record<Read, ReadPolicy>> = {
  // Monitoring/DS_LA_keyvault-vaults_DINE.json
  secrets: {
    definition: policy('6b359d8f-f88d-4052-aa7c-32015963ecc1'),
    title: 'Uses of secrets and keys are recorded',
    roles: { logs: 'Log Analytics Contributor' },
    parameters: (diagnosticSettingName) => ({ diagnosticSettingName, categoryGroup: 'audit' }),
  },
  // Storage/BlobServicesLogsToWorkspace_DINE.json
  objects: {
    definition: policy('b4fe1a3b-0715-4c6c-a5ea-ffc33cf823cb'),
    title: 'Reads and writes of objects are recorded',
    roles: { logs: 'Log Analytics Contributor', monitoring: 'Monitoring Contributor' },
    parameters: (profileName) => ({ profileName, metricsEnabled: false, logsEnabled: true }),
  },
};

export interface TrailReadsProps {
  readonly what: Read;
  readonly workspaceId: string;
  /** Ids of resources whose reads are not recorded. */
  readonly except: readonly string[];
}

export class TrailReads extends Component<TrailReadsProps> {
  constructor(scope: Construct, id: string, props: TrailReadsProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const { what, workspaceId, except } = props;
    const { definition, title, roles, parameters } = POLICIES[what];
    const setting = this.name(names.diagnosticSetting, 'reads', what);
    new PolicyAssignment(
      this,
      'Default',
      {
        definition,
        title,
        purpose: ['reads', what],
        parameters: { ...parameters(setting), logAnalytics: workspaceId },
        roles,
        except,
      },
      deps,
    );
  }
}
