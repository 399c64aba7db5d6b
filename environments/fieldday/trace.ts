/** What FieldDay's environments have of its design, line by line. */
import type { Trace } from '../../index';
import { development, production, staging } from '.';
import { capacity } from './trace/capacity';
import { cloud } from './trace/cloud';
import { observability } from './trace/observability';
import { pipeline } from './trace/pipeline';
import { recovery } from './trace/recovery';
import { security } from './trace/security';
import { services } from './trace/services';

export const trace: Trace = {
  system: 'fieldday',
  title: 'FieldDay',
  design: 'design.md',
  environments: [development, staging, production],
  rows: [...services, ...cloud, ...observability, ...pipeline, ...recovery, ...security, ...capacity],
};
