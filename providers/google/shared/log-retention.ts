/**
 * LogRetention on Google: a log bucket for one construct, with its own retention, and a sink that routes matching logs
 * to it. The project's default bucket has one retention for all logs, so these are excluded from it.
 */
import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config';
import { LoggingProjectExclusion } from '@cdktf/provider-google/lib/logging-project-exclusion';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from './names';

export interface LogRetentionProps {
  /** Matching logs, in Cloud Logging's query language. Names are plain text, not references to resources. */
  readonly filter: string;
  /** Logs among them that are kept nowhere, in the same language. @default - none */
  readonly dropped?: string | undefined;
  readonly retentionDays: number;
  /** Name of the resource that writes the logs, for descriptions: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
}

export class LogRetention extends Component<LogRetentionProps> {
  readonly bucket: LoggingProjectBucketConfig;
  readonly sink: LoggingProjectSink;

  constructor(scope: Construct, id: string, props: LogRetentionProps, { foundation }: { foundation: Foundation }) {
    super(scope, id, props);
    const { filter, dropped, retentionDays, purpose } = props;
    const description = `Logs of ${purpose}`;
    this.bucket = this.createMain('logBucket', LoggingProjectBucketConfig, {
      project: foundation.target.project,
      location: foundation.target.region,
      bucketId: this.nameByPath(names.logBucket),
      description,
      retentionDays,
      dependsOn: foundation.dependsOn,
    });
    this.sink = this.create('logSink', LoggingProjectSink, {
      name: this.nameByPath(names.logSink),
      description,
      destination: `logging.googleapis.com/${this.bucket.id}`,
      filter: dropped === undefined ? filter : `${filter} AND NOT (${dropped})`,
      // A sink needs no grant to write to a bucket of the same project.
      uniqueWriterIdentity: true,
    });
    this.create('logExclusion', LoggingProjectExclusion, {
      name: this.nameByPath(names.logExclusion),
      description: `${description} are kept elsewhere`,
      filter,
      dependsOn: [this.sink],
    });
  }
}
