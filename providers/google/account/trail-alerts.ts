/** Alerts of what a trail should not show: a policy that is met by the first entry of a kind in the audit logs. */
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';

interface Alert {
  readonly says: string;
  readonly filter: string;
  /** Seconds between two messages. @default - five minutes */
  readonly everySeconds?: number;
}

const MINUTE = 60;
const HOUR = 3600;

const AUDIT_LOGS = 'logName:"cloudaudit.googleapis.com"';
const calls = (...methods: string[]): string =>
  `protoPayload.methodName:(${methods.map((method) => `"${method}"`).join(' OR ')})`;
const of = (resource: string, ...methods: string[]): string => `resource.type="${resource}" AND ${calls(...methods)}`;
const by = (service: string, ...methods: string[]): string =>
  `protoPayload.serviceName="${service}.googleapis.com" AND ${calls(...methods)}`;

const POLICY_DELTA = 'protoPayload.serviceData.policyDelta';

/**
 * Sections 2.4–2.11 of the CIS Google Cloud Platform Foundation Benchmark 2.0, and what the schema promises beyond:
 * docs.cloud.google.com/security-command-center/docs/concepts-vulnerabilities-findings
 */
const ALERTS: Readonly<Record<string, Alert>> = {
  'owners-changed': {
    says: 'Owners of the project were changed',
    filter: `protoPayload.serviceName="cloudresourcemanager.googleapis.com" AND (ProjectOwnership OR projectOwnerInvitee OR ${POLICY_DELTA}.bindingDeltas.role="roles/owner")`,
  },
  'audit-changed': {
    says: 'What audit logs record was changed',
    filter: `protoPayload.methodName="SetIamPolicy" AND ${POLICY_DELTA}.auditConfigDeltas:*`,
  },
  'trail-changed': {
    says: 'Where logs go, or what is kept of them, was changed',
    filter: by(
      'logging',
      ...['UpdateSink', 'DeleteSink', 'UpdateBucket', 'DeleteBucket', 'CreateExclusion', 'UpdateExclusion'],
    ),
  },
  'roles-changed': {
    says: 'Custom roles were changed',
    filter: of('iam_role', 'CreateRole', 'UpdateRole', 'DeleteRole', 'UndeleteRole'),
  },
  'firewalls-changed': {
    says: 'Firewall rules were changed',
    filter: of('gce_firewall_rule', 'compute.firewalls.insert', 'compute.firewalls.patch', 'compute.firewalls.delete'),
  },
  'routes-changed': {
    says: 'Routes were changed',
    filter: of('gce_route', 'compute.routes.insert', 'compute.routes.delete'),
  },
  'networks-changed': {
    says: 'Networks were changed',
    filter: of(
      'gce_network',
      ...['compute.networks.insert', 'compute.networks.patch', 'compute.networks.delete'],
      ...['compute.networks.addPeering', 'compute.networks.removePeering'],
    ),
  },
  'buckets-changed': {
    says: 'Access to buckets was changed',
    filter: of('gcs_bucket', 'storage.setIamPermissions'),
  },
  'databases-changed': {
    says: 'Settings of database servers were changed',
    filter: calls('cloudsql.instances.update', 'cloudsql.instances.patch'),
  },
  'keys-destroyed': {
    says: 'Keys were disabled, or are to be destroyed',
    filter: by('cloudkms', 'DestroyCryptoKeyVersion', 'UpdateCryptoKeyVersion'),
  },
  'refused-calls': {
    says: 'Calls were refused',
    // Controllers in clusters try what they may not do, and go on.
    filter: 'protoPayload.status.code=7 AND NOT protoPayload.serviceName="k8s.io"',
    everySeconds: HOUR,
  },
};

export interface TrailAlertsProps {
  /** Names of notification channels. */
  readonly channels: readonly string[];
}

export class TrailAlerts extends Component<TrailAlertsProps> {
  constructor(scope: Construct, id: string, props: TrailAlertsProps) {
    super(scope, id, props);
    for (const [kind, { says, filter, everySeconds = 5 * MINUTE }] of Object.entries(ALERTS))
      this.createAs('alert', kind, MonitoringAlertPolicy, {
        displayName: this.name(names.display, kind),
        combiner: 'OR',
        conditions: [{ displayName: says, conditionMatchedLog: { filter: `${AUDIT_LOGS} AND ${filter}` } }],
        alertStrategy: {
          notificationRateLimit: { period: `${everySeconds}s` },
          // Nothing in a log says that something is over.
          autoClose: `${HOUR}s`,
        },
        documentation: { content: `${says}: look in the log bucket of the trail for who did it.` },
        notificationChannels: [...props.channels],
      });
  }
}
