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
        await switches.WaitAsync(number, context.RequestAborted);
        if (switches.BrokenCalls.Contains(number))
        {
            log.Add(new Call(operation, body, 0, ""));
            context.Abort();
            return;
        }

        CannedAnswer? given = canned.Take(operation);
        CloudAnswer made = given is not null ? new CloudAnswer(given.Status, "application/json", given.Body)
            : switches.IsThrottled(number) ? throttled()
            : answer();
        foreach ((string name, string value) in given?.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
        log.Add(new Call(operation, body, made.Status, made.Body));
        context.Response.StatusCode = made.Status;
        context.Response.ContentType = made.ContentType;
        byte[] bytes = Encoding.UTF8.GetBytes(made.Body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
