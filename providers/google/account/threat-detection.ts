/**
 * Threat detection on Google: what Security Command Center finds goes to a topic, and an alert tells that something came. The
 * detection itself is turned on by hand, for the project or its organization, in a tier that is paid.
 */
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { ProjectService } from '@cdktf/provider-google/lib/project-service';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import { SccV2ProjectNotificationConfig } from '@cdktf/provider-google/lib/scc-v2-project-notification-config';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import type { AccountDeps } from '../../../constructs/cloud';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { chargedToProject } from '../shared/provider';
import type { GoogleTypes } from '../types';
import { Apis } from './apis';

export type ThreatDetectionProps = NonNullable<AccountProps['threatDetection']>;

const FINDINGS = 'findings';

/** Findings of attacks that are not over, and that nobody has muted. */
const THREATS = 'state="ACTIVE" AND finding_class="THREAT" AND -mute="MUTED"';

/**
 * Findings of each kind, by the resource that they are about or by their category:
 * docs.cloud.google.com/security-command-center/docs/how-to-api-filter-notifications
 */
const FINDINGS_OF = {
  kubernetes: 'resource_name:"//container.googleapis.com/"',
  databases: 'resource_name:"//cloudsql.googleapis.com/"',
  objects: 'resource_name:"//storage.googleapis.com/"',
  malware: 'category:"Malware"',
} as const;

/** A week, in which somebody may still subscribe to what has come. */
const KEPT_SECONDS = 7 * 86_400;

const MINUTE = 60;
const HOUR = 3600;

export class ThreatDetection extends Component<ThreatDetectionProps> {
  private readonly topic: PubsubTopic;

  constructor(
    scope: Construct,
    id: string,
    props: ThreatDetectionProps,
    private readonly deps: AccountDeps<GoogleTypes>,
  ) {
    super(scope, id, props);
    this.topic = this.createTopic(new Apis(this, 'apis', { part: 'threats' }).dependsOn);
    this.sendFindings();
    if (props.registries) this.scanImages();
    if (props.notify.length > 0) this.createAlert();
  }

  /** `projects/…/topics/…` */
  get findings(): string {
    return this.topic.id;
  }

  private createTopic(dependsOn: readonly ITerraformDependable[]): PubsubTopic {
    return this.create('findingsTopic', PubsubTopic, {
      name: this.name(names.topic, FINDINGS),
      messageRetentionDuration: `${KEPT_SECONDS}s`,
      messageStoragePolicy: { allowedPersistenceRegions: [this.deps.foundation.region('primary')] },
      dependsOn: [...dependsOn],
    });
  }

  private sendFindings(): void {
    const config = this.create('findings', SccV2ProjectNotificationConfig, {
      provider: chargedToProject(this.stack, this.deps.foundation.target),
      configId: this.name(names.findings, FINDINGS),
      project: this.deps.foundation.target.project,
      location: 'global',
      description: 'Attacks that were found in the project',
      pubsubTopic: this.topic.id,
      streamingConfig: { filter: this.filter() },
    });
    // The agent is there when the first configuration is.
    this.create('publisher', PubsubTopicIamMember, {
      topic: this.topic.name,
      role: 'roles/pubsub.publisher',
      member: `serviceAccount:${config.serviceAccount}`,
    });
  }

  private filter(): string {
    const left = Object.entries(FINDINGS_OF).filter(([part]) => !this.props[part as keyof typeof FINDINGS_OF]);
    return [THREATS, ...left.map(([, filter]) => `-${filter}`)].join(' AND ');
  }

  /** Scans cost for each image that is pushed, so that they end when they are turned off. */
  private scanImages(): void {
    this.create('scanning', ProjectService, {
      service: 'containerscanning.googleapis.com',
      disableOnDestroy: true,
      disableDependentServices: false,
    });
  }

  private createAlert(): void {
    const { foundation, notifications } = this.deps;
    const { project } = foundation.target;
    const says = 'Security Command Center found an attack';
    const published = 'metric.type="pubsub.googleapis.com/topic/send_message_operation_count"';
    this.create('findingsAlert', MonitoringAlertPolicy, {
      displayName: this.name(names.display, FINDINGS),
      combiner: 'OR',
      conditions: [
        {
          displayName: says,
          conditionThreshold: {
            filter: `${published} AND resource.type="pubsub_topic" AND resource.labels.topic_id="${this.topic.name}"`,
            comparison: 'COMPARISON_GT',
            thresholdValue: 0,
            duration: '0s',
            aggregations: [
              { alignmentPeriod: `${MINUTE}s`, perSeriesAligner: 'ALIGN_SUM', crossSeriesReducer: 'REDUCE_SUM' },
            ],
            trigger: { count: 1 },
          },
        },
      ],
      alertStrategy: { autoClose: `${HOUR}s` },
      documentation: {
        content: `${says}: https://console.cloud.google.com/security/command-center/findings?project=${project}`,
      },
      notificationChannels: this.props.notify.flatMap((name) => notifications[name]?.channelId ?? []),
    });
  }
}
