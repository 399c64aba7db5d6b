/**
 * Log retention on Google: a log bucket of a construct's own, which keeps what a filter lets in for the days asked for. The
 * project's own bucket would keep all logs for the same time, and is told to leave these out.
 */
import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config';
import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from './names';

export interface LogRetentionProps {
  /** Which logs, in Cloud Logging's query language; names in it as plain text, not of resources. */
  readonly filter: string;
  readonly retentionDays: number;
  /** Whose logs, for descriptions: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
}

export class LogRetention extends Component<LogRetentionProps> {
  readonly bucket: LoggingProjectBucketConfig;
  readonly sink: LoggingProjectSink;

  constructor(scope: Construct, id: string, props: LogRetentionProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { filter, retentionDays, purpose } = props;
    const path = this.node.path.split('/').slice(1);
    const description = `Logs of ${purpose}`;
    this.bucket = this.createMain('logBucket', LoggingProjectBucketConfig, {
      project: foundation.target.project,
      location: foundation.target.region,
      bucketId: this.name(names.logBucket, ...path),
      description,
      retentionDays,
      dependsOn: foundation.dependsOn,
    });
    this.sink = this.create('logSink', LoggingProjectSink, {
      name: this.name(names.logSink, ...path),
      description,
      destination: `logging.googleapis.com/${this.bucket.id}`,
      filter,
      // Into a bucket of the same project the sink may write without a grant.
      uniqueWriterIdentity: true,
    });
    this.create('logExclusion', LoggingProjectExclusion, {
      name: this.name(names.logExclusion, ...path),
      description: `${description} are kept elsewhere`,
      filter,
      dependsOn: [this.sink],
    });
  }
}
