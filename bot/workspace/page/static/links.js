// Links into Slack itself lead to the same place here: the app's direct message, a channel, a message in its thread.

export function placeOf(address) {
  const here = new URL(location.href);
  const to = new URL(address, here);
  const direct = document.querySelector("#side a .dot").closest("a").href;
  if (to.hostname === "slack.com" && to.pathname === "/app_redirect") {
    const place = new URL(direct);
    place.searchParams.delete("tab");
    return place.href;
  }
  const [, channel, seconds, micros] =
    to.hostname === `${document.body.dataset.domain}.slack.com`
      ? to.pathname.match(/^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/) ?? []
      : [];
  if (!channel) return null;
  const place = new URL("/", here);
  place.searchParams.set("as", document.body.dataset.as);
  place.searchParams.set("c", channel);
  const thread = to.searchParams.get("thread_ts") ?? (seconds && `${seconds}.${micros}`);
  if (thread) place.searchParams.set("t", thread);
  return place.href;
}
