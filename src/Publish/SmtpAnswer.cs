using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CostGuard.Publish;

/// <summary>What a failed SMTP conversation means for the message.</summary>
internal static class SmtpAnswer
{
    /// <summary>The server answered: 4xx means later, 5xx means never. Even after the message: a refusal is an answer.</summary>
    public static SendResult Of(SmtpCommandException exception, SmtpConversation conversation)
    {
        int code = (int)exception.StatusCode;
        string answer = $"{code.ToString(CultureInfo.InvariantCulture)} {exception.Message.Trim()}";
        if (conversation.Refused.Count > 0) answer += $"; {conversation.RefusedText("refused")}";
        return code < 500
            ? new SendResult(DeliveryState.Queued, $"{MailErrors.NotReachable.Code} the server said later: {answer}")
            : new SendResult(DeliveryState.Failed, $"{MailErrors.Refused.Code} the server refused it: {answer}");
    }

    public static SendResult Of(Exception exception, SmtpConversation conversation) => exception switch
    {
        NoRecipientException => conversation.OnlyTemporary
            ? new SendResult(DeliveryState.Queued, $"{MailErrors.NotReachable.Code} {conversation.RefusedText("no recipient accepted yet")}")
            : new SendResult(DeliveryState.Failed, $"{MailErrors.Refused.Code} {conversation.RefusedText("no recipient accepted")}"),
        _ when conversation.MessageBegun => new SendResult(
            DeliveryState.Uncertain, $"{MailErrors.DeliveryUnknown.Code} delivery unknown: {exception.GetType().Name} after the message was handed over"),
        AuthenticationException => new SendResult(DeliveryState.Queued, $"{MailErrors.SignInRefused.Code} the mail server refused the sign-in"),
        SslHandshakeException or NotSupportedException => new SendResult(
            DeliveryState.Queued, $"{MailErrors.NotSecure.Code} no secure connection or sign-in method: {FirstLine(exception.Message)}"),
        OperationCanceledException => new SendResult(DeliveryState.Queued, "stopped before the message was handed over"),
        _ => new SendResult(DeliveryState.Queued, $"{MailErrors.NotReachable.Code} {FirstLine(exception.Message)}"),
    };

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
