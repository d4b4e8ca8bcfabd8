"""The seed page's two samples, unchanged but for the base URL, then what the client makes of errors."""

import json
import os

import segmind
from segmind import InferenceFailed, InferenceTimeout, SegmindClient, SegmindError

BASE = os.environ["LEADLINE_BASE"]
BLOCKED = os.environ["LEADLINE_BLOCKED"]
KEYS = json.loads(os.environ["LEADLINE_KEYS"])
seen = {}

# The module's own functions use a client that is made when it is first needed.
segmind._default_client = SegmindClient(base_url=BASE + "/v1")

# --- sample 1
result = segmind.run(
    "flux-depth-pro",
    seed=96522,
    steps=40,
    prompt="American man, smiling, waving, eyeglasses, casual clothing, sitting at desk, laptop, home office, indoor, daylight, modern decor, house plants, bookshelf, natural lighting",
    guidance=7,
    control_image="https://segmind-sd-models.s3.us-east-1.amazonaws.com/display_images/flux-tools/flux-depth-pro-ip.jpg",
    output_format="jpg",
    safety_tolerance=2,
    prompt_upsampling=False,
)
print(result["status"])                      # COMPLETED
print(result.get("output"))                  # model output (e.g. media URL)
print(result["metrics"]["inference_time"])   # server compute seconds
seen["run"] = result

# --- sample 2
client = SegmindClient(base_url=BASE + "/v1")  # reads SEGMIND_API_KEY
payload = {
    "seed": 96522,
    "steps": 40,
    "prompt": "American man, smiling, waving, eyeglasses, casual clothing, sitting at desk, laptop, home office, indoor, daylight, modern decor, house plants, bookshelf, natural lighting",
    "guidance": 7,
    "control_image": "https://segmind-sd-models.s3.us-east-1.amazonaws.com/display_images/flux-tools/flux-depth-pro-ip.jpg",
    "output_format": "jpg",
    "safety_tolerance": 2,
    "prompt_upsampling": False,
}
job = client.submit_async("flux-depth-pro", **payload)
print(job.request_id)                         # available immediately
try:
    result = job.wait(timeout=600, interval=1.0)
except InferenceTimeout as e:
    print("still running:", e.request_id)
except InferenceFailed as e:
    print("failed:", e.detail)
seen["wait"] = {"id": job.request_id, "result": result}

# --- the rest of the client
image = client.run_sync("flux-depth-pro", **{**payload, "output_format": "png"})
seen["run_sync"] = {
    "status": image.status_code,
    "type": image.headers["content-type"],
    "magic": image.content[:8].hex(),
    "cost": image.headers["x-cost"],
}

try:
    client.submit_async("flux-depth-pro", **{**payload, "prompt": BLOCKED}).wait(interval=0.1)
except InferenceFailed as e:
    seen["blocked"] = {"detail": e.detail, "body": e.status_body}

try:
    client.submit_async("flux-depth-pro", **payload).wait(timeout=0, interval=0.1)
except InferenceTimeout as e:
    seen["timeout"] = {"id": e.request_id, "elapsed": e.elapsed_s}


def refused(call):
    try:
        call()
    except SegmindError as e:
        return {"status": e.status, "detail": e.detail}
    return None


def with_key(key):
    return SegmindClient(api_key=KEYS[key], base_url=BASE + "/v1")


seen["400"] = refused(lambda: client.run("flux-depth-pro", **{**payload, "steps": 51}))
seen["401"] = refused(lambda: with_key("revoked").run("flux-depth-pro", **payload))
seen["403"] = refused(lambda: with_key("forbidden").run("flux-depth-pro", **payload))
seen["404"] = refused(lambda: client.run("no-such-model", **payload))
seen["406"] = refused(lambda: with_key("broke").run_sync("flux-depth-pro", **payload))

print("SEEN " + json.dumps(seen))
