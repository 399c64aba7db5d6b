/** Notification on AWS: an encrypted topic of SNS, to which AWS' own services may publish, and its one subscriber. */
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/notification';
import { jsonencode } from '../../../core/cdktf/escape';
import { allowOnKey } from '../encryption-key/policy';
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from '../iam/statement';
import { names } from '../shared/names';

declare module '../../../constructs/notification/schema' {
  interface NotificationOverrides {
    readonly aws?: {
      readonly topic?: Partial<import('@cdktf/provider-aws/lib/sns-topic').SnsTopicConfig>;
      readonly topicKey?: Partial<import('@cdktf/provider-aws/lib/kms-key').KmsKeyConfig>;
      readonly topicPolicy?: Partial<import('@cdktf/provider-aws/lib/sns-topic-policy').SnsTopicPolicyConfig>;
      readonly subscription?: Partial<
        import('@cdktf/provider-aws/lib/sns-topic-subscription').SnsTopicSubscriptionConfig
      >;
    };
  }
}

/**
 * Services that publish in their own name. Of the keys that AWS keeps, none lets them:
 * docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
const PUBLISHERS = ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com', 'costalerts.amazonaws.com'];

/** Its calls of a key do not say for which account they are, so that a condition would drop its messages. */
const EVENTS = 'events.amazonaws.com';

const USE_KEY = ['kms:Decrypt', 'kms:GenerateDataKey*'];

export class Notification extends neutral.Notification {
  private readonly topic: SnsTopic;
  private readonly topicPolicy: SnsTopicPolicy;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.NotificationProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.topic = this.createMain('topic', SnsTopic, {
      name: this.name(names.topic, id),
      kmsMasterKeyId: this.createKey().arn,
    });
    this.topicPolicy = this.create('topicPolicy', SnsTopicPolicy, {
      arn: this.topic.arn,
      policy: jsonencode(this.policy()),
    });
    this.create('subscription', SnsTopicSubscription, { topicArn: this.topic.arn, ...subscriberOf(this.receiver) });
  }

  get channelId(): string {
    return this.topic.arn;
  }

  /** Budgets asks whether it may publish, once, when it is told of the topic. */
  override get ready(): readonly ITerraformDependable[] {
    return [this.topicPolicy];
  }

  private createKey(): KmsKey {
    const { foundation } = this.deps;
    const { rotationDays, deletionWindowDays } = foundation.props.keys;
    return this.create('topicKey', KmsKey, {
      description: `Messages of ${this.stack.namespace.project}-${this.stack.namespace.environment}`,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      policy: jsonencode({
        Version: '2012-10-17',
        Statement: [
          allowOnKey({ AWS: foundation.accountPrincipal }, 'kms:*'),
          ...PUBLISHERS.map((Service) => allowOnKey({ Service }, USE_KEY, sourceAccount(foundation))),
          allowOnKey({ Service: EVENTS }, USE_KEY),
        ],
      }),
    });
  }

  private policy(): object {
    const { foundation } = this.deps;
    return {
      Version: '2012-10-17',
      Statement: [...PUBLISHERS, EVENTS].map((Service) => ({
        Effect: 'Allow',
        Principal: { Service },
        Action: 'sns:Publish',
        Resource: this.topic.arn,
        Condition: sourceAccount(foundation),
      })),
    };
  }
}

const subscriberOf = (receiver: neutral.Receiver) =>
  'email' in receiver ? { protocol: 'email', endpoint: receiver.email } : { protocol: 'https', endpoint: receiver.url };
