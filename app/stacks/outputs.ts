/** Outputs of a stack: those of its components, by their names. */
import type { Component } from '../../core/cdktf/component';
import type { EnvironmentStack } from '../../core/cdktf/stack';

export function emitOutputs(stack: EnvironmentStack, components: Iterable<Component>): void {
  for (const component of components) {
    const id = stack.presentPath(stack.pathOf(component));
    for (const [name, value] of Object.entries(component.outputs()))
      stack.output(`${id}_${name}`.replaceAll('-', '_'), value, `${id}: ${name.replaceAll('_', ' ')}`);
  }
}
