/** A sentence of the model's page, and the clauses that hold the API to it. */
export interface Sentence {
  readonly says: string;
  /** Ids of clauses; a `*` stands for any run of characters. Empty where none can be judged. */
  readonly clauses: readonly string[];
  /** Why no exchange can refute it, or what of it none can. */
  readonly notObservable?: string;
}

const TASTE = 'whether a picture is good is in no exchange';

/** The page, sentence by sentence, as it promises things. */
export const sentences: readonly Sentence[] = [
  {
    says: 'Professional depth-aware image generation. Edit images while preserving spatial relationships.',
    clauses: [],
    notObservable: TASTE,
  },
  {
    says: '~25.35s',
    clauses: ['state.in-time'],
    notObservable: 'the typical time is measured, not judged: leadline load baseline',
  },
  {
    says: 'Async (v2): submit to the queue and block until COMPLETED.',
    clauses: ['validation.example-completes', 'submit.answer'],
  },
  {
    says: 'run() returns the final result dict (600s deadline, 1.0s poll by default).',
    clauses: ['state.in-time', 'result.output-when-completed'],
  },
  {
    says: 'seed=96522, steps=40, prompt="American man, …", guidance=7, … (the code sample)',
    clauses: ['validation.example-completes'],
  },
  { says: 'result["status"] # COMPLETED', clauses: ['state.known', 'state.routes-agree'] },
  { says: 'result.get("output") # model output (e.g. media URL)', clauses: ['result.*'] },
  {
    says: 'result["metrics"]["inference_time"] # server compute seconds',
    clauses: ['result.inference-time'],
  },
  { says: 'job.request_id # available immediately', clauses: ['submit.answer'] },
  {
    says: 'except InferenceTimeout as e: print("still running:", e.request_id)',
    clauses: ['state.in-time', 'retention.kept'],
  },
  {
    says: 'except InferenceFailed as e: print("failed:", e.detail)',
    clauses: ['state.failed-has-detail', 'error.client-readable'],
  },
  {
    says: 'POST https://api.segmind.com/v1/flux-depth-pro',
    clauses: ['sync.returns-output', 'sync.accounting'],
  },
  {
    says: 'control_image required, string (uri). Image to use as control input. Must be jpeg, png, or webp.',
    clauses: ['parameter.control_image.*'],
    notObservable: 'the media types need fixtures of the target',
  },
  {
    says: 'prompt required, string. Text prompt for image generation',
    clauses: ['parameter.prompt.*'],
  },
  {
    says: 'guidance optional, number. Default: 7. Range: 1 - 50',
    clauses: ['parameter.guidance.*'],
  },
  {
    says: 'Controls the balance between adherence to the text as well as image prompt and image quality/diversity. Higher values make the output more closely match the prompt but may reduce overall image quality. Lower values allow for more creative freedom but might produce results less relevant to the prompt.',
    clauses: [],
    notObservable: TASTE,
  },
  {
    says: 'output_format optional, string. Format of the output images. Default: "jpg". Allowed values: "jpg" "png"',
    clauses: ['parameter.output_format.*', 'result.media-type'],
  },
  {
    says: 'prompt_upsampling optional, boolean. Automatically modify the prompt for more creative generation. Default: false',
    clauses: ['parameter.prompt_upsampling.*'],
    notObservable: 'more creative: a matter of taste',
  },
  {
    says: 'safety_tolerance optional, integer. Default: 2. Range: 1 - 6',
    clauses: ['parameter.safety_tolerance.*'],
  },
  {
    says: 'Safety tolerance, 1 is most strict and 6 is most permissive',
    clauses: ['state.block-is-failed'],
    notObservable: 'how strict: the page does not say what is blocked',
  },
  {
    says: 'seed optional, integer. Random seed. Set for reproducible generation. Default: 96522',
    clauses: ['parameter.seed.*'],
  },
  { says: 'steps optional, integer. Default: 40. Range: 15 - 50', clauses: ['parameter.steps.*'] },
  {
    says: 'Higher values yield finer details but increase processing time.',
    clauses: [],
    notObservable: 'finer details: a matter of taste; the time is measured, not judged',
  },
  {
    says: 'Returns: Image',
    clauses: ['sync.returns-output', 'result.media-type'],
  },
  {
    says: 'Use Async for video, long-running (>~60s), or high-concurrency workloads; Sync is simplest for fast image & LLM calls.',
    clauses: [],
    notObservable: 'advice, not a promise',
  },
  {
    says: 'POST /v2/flux-depth-pro: Submit returns request_id, status_url, response_url',
    clauses: ['submit.*'],
  },
  {
    says: 'GET /v2/requests/{id}/status: Poll until COMPLETED or FAILED',
    clauses: ['state.known', 'state.order', 'state.terminal-is-final'],
  },
  {
    says: 'GET /v2/requests/{id}: Result, final response body',
    clauses: ['result.stable', 'result.output-when-completed', 'state.routes-agree'],
  },
  {
    says: 'QUEUED: Accepted, waiting for a worker',
    clauses: ['state.known', 'state.order', 'submit.queued'],
  },
  { says: 'PROCESSING: Running on a worker', clauses: ['state.known', 'state.order'] },
  {
    says: 'COMPLETED: Done — result body is ready',
    clauses: ['result.output-when-completed', 'state.terminal-is-final'],
  },
  {
    says: 'FAILED: Errored (incl. content/RAI blocks)',
    clauses: ['state.block-is-failed', 'result.no-output-when-failed'],
  },
  {
    says: 'A FAILED request is served as HTTP 422 — the body still carries the error detail.',
    clauses: ['state.failed-is-422', 'state.failed-has-detail'],
  },
  {
    says: 'An unknown or expired request_id returns HTTP 404.',
    clauses: ['error.unknown-id', 'retention.expires'],
  },
  {
    says: 'Results are retained for 1 hour, then expire.',
    clauses: ['retention.kept', 'retention.expires'],
  },
  {
    says: 'Content / RAI blocks surface as FAILED, not a separate state.',
    clauses: ['state.block-is-failed'],
  },
  {
    says: 'Track completion by polling the status endpoint.',
    clauses: ['state.routes-agree', 'state.in-time'],
  },
  {
    says: 'The API returns standard HTTP status codes. Detailed error messages are provided in the response body.',
    clauses: ['error.has-detail', 'error.names-parameter', 'error.client-readable'],
  },
  {
    says: '400 Bad Request: Invalid parameters or request format',
    clauses: ['validation.*', 'error.bad-body', 'error.no-server-error'],
  },
  {
    says: '401 Unauthorized: Missing or invalid API key',
    clauses: ['auth.missing-key', 'auth.wrong-key', 'auth.revoked-key'],
  },
  { says: '403 Forbidden: Insufficient permissions', clauses: ['auth.forbidden-key'] },
  {
    says: '404 Not Found: Model or endpoint not found',
    clauses: ['error.unknown-model', 'error.unknown-id'],
  },
  {
    says: '406 Insufficient Credits: Not enough credits to process request',
    clauses: ['auth.empty-balance', 'auth.empty-balance-code'],
  },
  { says: '429 Rate Limited: Too many requests', clauses: ['error.rate-limited'] },
  {
    says: '500 Server Error: Internal server error',
    clauses: ['error.server-errors', 'error.no-server-error'],
  },
  { says: '502 Bad Gateway: Service temporarily unavailable', clauses: ['error.server-errors'] },
  { says: '504 Timeout: Request timed out', clauses: ['error.server-errors'] },
];
