import { jsonAnswer } from '../answer.ts';
import { answerOf, everyRefusal } from './answers.ts';
import { type Defect, gatewayDefect } from './defect.ts';

/** Defects of error codes and error bodies. */
export const ERROR_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'unknown-id-200',
    'error.unknown-id',
    'A request id that nobody was given is answered 200, as a job that waits.',
    answerOf('unknown-job', (answer, { id, wasKnown }, { contract }) => {
      const { names, states } = contract.gateway;
      return wasKnown
        ? answer
        : jsonAnswer(200, { [names.state]: states.initial, [names.id]: id, [names.metrics]: {} });
    }),
  ),
  gatewayDefect(
    'unknown-id-500',
    'error.unknown-id',
    'A request id that nobody was given is answered 500.',
    answerOf('unknown-job', (answer, { wasKnown }) => (wasKnown ? answer : { status: 500 })),
  ),
  gatewayDefect(
    'unknown-model-accepted',
    'error.unknown-model',
    'A model that does not exist is served by the one that does.',
    () => ({ knowsModel: () => true }),
  ),
  gatewayDefect(
    'unknown-model-400',
    'error.unknown-model',
    'A model that does not exist is answered 400.',
    answerOf('unknown-model', () => ({ status: 400 })),
  ),
  gatewayDefect(
    'wrong-method-200',
    'error.wrong-method',
    'A wrong method is answered 200.',
    answerOf('wrong-method', () => jsonAnswer(200, { ok: true })),
  ),
  gatewayDefect(
    'wrong-method-404',
    'error.wrong-method',
    'A wrong method is answered 404.',
    answerOf('wrong-method', () => ({ status: 404 })),
  ),
  gatewayDefect(
    'bad-body-accepted',
    'error.bad-body',
    "A body that is not a JSON object runs as the page's example.",
    (next, { contract }) => ({
      read: (text) => {
        const read = next.read(text);
        return 'why' in read ? { payload: contract.example } : read;
      },
    }),
  ),
  gatewayDefect(
    'bad-body-500',
    'error.no-server-error',
    'A body that is not a JSON object is answered 500.',
    answerOf('bad-body', () => ({ status: 500 })),
  ),
  gatewayDefect(
    'invalid-500',
    'error.no-server-error',
    'Invalid parameters are answered 500.',
    answerOf('invalid-input', () => ({ status: 500 })),
  ),
  gatewayDefect(
    'error-without-detail',
    'error.has-detail',
    'Refusals have an empty object for a body.',
    everyRefusal(() => ({ body: '{}' })),
  ),
  gatewayDefect(
    'error-as-text',
    'error.client-readable',
    'Refusals have a plain text for a body.',
    everyRefusal((detail) => ({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: detail,
    })),
  ),
  gatewayDefect(
    'error-elsewhere',
    'error.client-readable',
    'Refusals have their detail in another member than the one that clients read.',
    everyRefusal((detail) => ({ body: JSON.stringify({ detail: [{ msg: detail }] }) })),
  ),
  gatewayDefect(
    'error-hides-parameter',
    'error.names-parameter',
    'Refusals of invalid parameters do not say which.',
    (next) => ({
      faults: (inputs) =>
        next.faults(inputs).map((fault) => ({ ...fault, detail: 'a value is not valid' })),
    }),
  ),
];
