/** Runbooks of environments on their clouds, read from the stacks that are made in memory. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Plan } from '../plan/plan';
import { build, type BuildOptions } from '../synthesize';
import { type Document, documentOf } from '../trace/documents';
import { rehearse } from './rehearsal';
import { type Runbook, runbookOf } from './runbook';

/**
 * Writes nothing.
 * @throws EnvironmentError with every problem of every chosen environment
 */
export function runbooksOf(options: BuildOptions): Runbook[] {
  const found = new Map<Plan, Record<string, Document>>();
  build(options, (stack, _, plan) => {
    const documents = found.get(plan) ?? {};
    documents[stack.kind] = documentOf(stack);
    found.set(plan, documents);
  });
  return [...found].map(([plan, documents]) => {
    const input = options.environments.find((one) => isOf(plan, one));
    const rehearsed = input ? rehearse(input, plan.cloud.name, options) : { differences: [] };
    return runbookOf(plan, documents, rehearsed);
  });
}

const isOf = ({ environment: { system, environment } }: Plan, input: EnvironmentInput): boolean =>
  input.system === system && input.environment === environment;
