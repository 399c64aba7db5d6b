/**
 * Rehearsal: what CDKTF does when it writes a stack, done before, so that what fails is found while nothing is written. Only
 * stacks that hold more than this project's own constructs need it.
 */
import { AnnotationMetadataEntryType, Aspects, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';

import type { EnvironmentStack } from './stack';

/**
 * Calls the aspects of a stack, each once for each construct in its scope. CDKTF does not call them again.
 * @throws what an aspect throws
 */
export function runAspects(construct: IConstruct, inherited: readonly IAspect[] = []): void {
  const aspects = Aspects.of(construct);
  const all = [...new Set([...inherited, ...aspects.all])];
  for (const aspect of all) aspect.visit(construct);
  Object.defineProperty(aspects, 'all', { value: [] });
  for (const child of construct.node.children) runAspects(child, all);
}

/** What validations and annotations find wrong with a stack. */
export const invalidities = (stack: EnvironmentStack): string[] =>
  stack.node
    .findAll()
    .flatMap(({ node }) => [
      ...node.validate(),
      ...node.metadata.flatMap(({ type, data }) =>
        (type as AnnotationMetadataEntryType) === AnnotationMetadataEntryType.ERROR ? [String(data)] : [],
      ),
    ]);
