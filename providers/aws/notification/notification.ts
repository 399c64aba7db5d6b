/** Notification on AWS: a topic of SNS, one where CloudWatch tells of what is asked from outside, and one in the second region. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/notification';
import type { Foundation } from '../foundation/foundation';
import type { Statement } from '../iam/statement';
import { GLOBAL_REGION } from '../shared/regions';
import { Topic } from './topic';

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

export class Notification extends neutral.Notification {
  private readonly topics = new Map<string, Topic>();

  constructor(
    scope: Construct,
    private readonly id: string,
    props: neutral.NotificationProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  get channelId(): string {
    return this.own.topic.arn;
  }

  /** What a role must be allowed that sends to it. */
  get send(): Statement[] {
    return this.own.publish;
  }

  /** Route 53 measures in one region alone. */
  override get outsideChannelId(): string {
    return this.channelIn(GLOBAL_REGION);
  }

  override get secondaryChannelId(): string {
    return this.channelIn(this.deps.foundation.regionName('secondary'));
  }

  /** Budgets asks whether it may publish, once, when it is told of the topic. */
  override get ready(): readonly ITerraformDependable[] {
    return [this.own.policy];
  }

  /** An alarm tells no topic of another region. */
  private channelIn(region: string): string {
    if (region === this.deps.foundation.target.region) return this.channelId;
    const word = region === GLOBAL_REGION ? 'global' : 'secondary';
    return this.topicOf(word, [this.id, word], region).topic.arn;
  }

  private get own(): Topic {
    return this.topicOf('Default', [this.id]);
  }

  /** Made for whom it tells first: readers of e-mails have to confirm each. */
  private topicOf(id: string, words: readonly string[], region?: string): Topic {
    const topic = this.topics.get(id) ?? new Topic(this, id, { words, receiver: this.receiver, region }, this.deps);
    this.topics.set(id, topic);
    return topic;
  }
}
