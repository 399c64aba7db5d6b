// Holds Kubernetes objects to the JSON schemas that npm packages carry, which are modules that Jest cannot load:
// objects and where their schemas are come in, a list of lists of problems goes out.
import process from 'node:process';
import { text } from 'node:stream/consumers';

const problems = [];
for (const { object, from } of JSON.parse(await text(process.stdin))) {
  const models = await import(from);
  try {
    new models[object.kind](object).validate();
    problems.push([]);
  } catch (error) {
    problems.push([String(error.message)]);
  }
}
process.stdout.write(JSON.stringify(problems));
