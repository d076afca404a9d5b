using System.Text;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Faults;

/// <summary>Puts slowness, throttling, broken connections and canned answers in front of what a cloud answers, and writes every call down.</summary>
public sealed class Faulty(CloudSwitches switches, CallLog log, CannedAnswers canned)
{
    /// <param name="context">The call.</param>
    /// <param name="operation">Its name in the log.</param>
    /// <param name="body">What came with it.</param>
    /// <param name="throttled">How this cloud throttles.</param>
    /// <param name="answer">How it answers.</param>
    public async Task AnswerAsync(HttpContext context, string operation, string body, Func<CloudAnswer> throttled, Func<CloudAnswer> answer)
    {
        int number = log.Begin();
        if (switches.Slowness > TimeSpan.Zero) await Task.Delay(switches.Slowness, context.RequestAborted);
        if (switches.BrokenCalls.Contains(number))
        {
            log.Add(new Call(operation, body, 0, ""));
            context.Abort();
            return;
        }

        CannedAnswer? given = canned.Take(operation);
        CloudAnswer made = given is not null ? new CloudAnswer(given.Status, "application/json", given.Body)
            : IsThrottled(number) ? throttled()
            : answer();
        foreach ((string name, string value) in given?.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
        log.Add(new Call(operation, body, made.Status, made.Body));
        context.Response.StatusCode = made.Status;
        context.Response.ContentType = made.ContentType;
        byte[] bytes = Encoding.UTF8.GetBytes(made.Body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // Spread evenly: every tenth call at a share of 0.1, a throttled call's next attempt is never throttled again by it at shares up to a half.
    private bool IsThrottled(int number) => Math.Floor(number * switches.ThrottledShare) > Math.Floor((number - 1) * switches.ThrottledShare);
}
