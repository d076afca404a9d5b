using System.Net;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CostGuard.Web;

/// <summary>
/// /unsubscribe/TOKEN: a GET shows a page with buttons and changes nothing, since mail scanners follow links; a POST writes the choice (RFC 8058
/// one-click, or a button of the page). Who has the link may choose about its one mail and nothing else, so there is no sign-in.
/// </summary>
public static class UnsubscribeEndpoints
{
    private const int BodyBytesMax = 2_048;

    /// <summary>Adds the endpoint.</summary>
    public static void MapUnsubscribe(this IEndpointRouteBuilder routes, ISubscriptionStore store, TimeProvider clock)
    {
        routes.MapGet("/unsubscribe/{token}", (string token, HttpContext context) => AnswerAsync(context, store, token, choose: null));
        routes.MapPost("/unsubscribe/{token}", async (string token, HttpContext context) =>
        {
            if (context.Request.ContentLength is null or > BodyBytesMax || !context.Request.HasFormContentType)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            string choice = form["choice"].FirstOrDefault() ?? SubscriptionChoice.Never;
            await AnswerAsync(context, store, token, (address, mail) => new SubscriptionChoice(address, mail, choice, $"{address} by link", clock.GetUtcNow())).ConfigureAwait(false);
        });
    }

    private static async Task AnswerAsync(HttpContext context, ISubscriptionStore store, string token, Func<string, string, SubscriptionChoice>? choose)
    {
        byte[] key = await store.KeyAsync(context.RequestAborted).ConfigureAwait(false);
        if (!UnsubscribeToken.TryRead(key, token, out string? address, out string? mail))
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, "This link is not valid", "<p>It may have been cut by a mail program. Answer the mail to leave it.</p>").ConfigureAwait(false);
            return;
        }

        if (choose is null)
        {
            await WriteAsync(context, StatusCodes.Status200OK, $"Leave {SubscribedMail.All[mail]}?", Buttons(mail, address)).ConfigureAwait(false);
            return;
        }

        SubscriptionChoice choice = choose(address, mail);
        if (!SubscriptionChoice.IsKnown(mail, choice.Choice))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await store.SaveAsync(choice, context.RequestAborted).ConfigureAwait(false);
        string said = choice.Choice switch
        {
            SubscriptionChoice.Never => $"{E(address)} gets {SubscribedMail.All[mail]} no more.",
            SubscriptionChoice.Monthly => $"{E(address)} gets {SubscribedMail.All[mail]} once a month.",
            _ => $"{E(address)} gets {SubscribedMail.All[mail]}.",
        };
        await WriteAsync(context, StatusCodes.Status200OK, "Done", $"<p>{said}</p>{Buttons(mail, address)}").ConfigureAwait(false);
    }

    private static string Buttons(string mail, string address) =>
        $"<p>For {E(address)}. Alerts about budgets and mails that the books depend on are not touched.</p>"
        + Button(SubscriptionChoice.Never, "Leave it")
        + (mail == SubscribedMail.Weekly ? Button(SubscriptionChoice.Monthly, "Once a month instead") : "")
        + Button(SubscriptionChoice.Always, "Keep getting it");

    private static string Button(string choice, string label) =>
        $"<form method=\"post\"><button name=\"choice\" value=\"{choice}\">{label}</button></form>";

    private static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{E(title)}</title>
            <style>body{"{"}font:16px/24px system-ui,sans-serif;color:#1F2933;max-width:36em;margin:3em auto;padding:0 1em{"}"}button{"{"}font:inherit;min-height:44px;padding:0 20px;margin:0 0 12px;border:2px solid #0B5CAD;background:#FFFFFF;color:#0B5CAD{"}"}</style></head>
            <body><main><h1>{E(title)}</h1>{body}</main></body>
            </html>

            """,
            context.RequestAborted);
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
