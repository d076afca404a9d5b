using System.ComponentModel.DataAnnotations;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostGuard.Publish;

/// <summary>Registers the room's ports. The outbox, the clock and logging come from the composition root.</summary>
public static class PublishServices
{
    /// <summary>Adds the mail channel that the options name (SMTP, or .eml files without a host or in a dry run) and webhooks.</summary>
    /// <exception cref="CostGuardException">CG4010: the options do not fit together.</exception>
    public static IServiceCollection AddPublish(this IServiceCollection services, MailOptions options, WebhookOptions webhooks, HomeFolder home, string deadManUrlRef = "")
    {
        Check(options);
        return services
            .AddSingleton(options)
            .AddSingleton<IMailComposer, MimeComposer>()
            .AddSingleton<IMailTransport>(_ => options.Host.Length == 0 || options.DryRun ? new EmlFolderTransport(home) : new SmtpTransport(options))
            .AddSingleton<SmtpExamination>()
            .AddSingleton(webhooks)
            .AddSingleton<WebhookTransport>()
            .AddSingleton<IDeadMan>(provider => new DeadManPing(deadManUrlRef, webhooks, provider.GetRequiredService<ILogger<DeadManPing>>()))
            .AddSingleton<OutboxDelivery>();
    }

    /// <summary>Every range and rule of the options; all that is wrong at once.</summary>
    /// <exception cref="CostGuardException">CG4010.</exception>
    public static void Check(MailOptions options)
    {
        List<ValidationResult> wrong = [];
        if (Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)) return;
        Problem[] problems = [.. wrong.Select(result => MailErrors.BadOptions.At($"Mail: {result.ErrorMessage}", "appsettings.json", column: string.Join(",", result.MemberNames)))];
        throw new CostGuardException(2, problems[0], problems[1..]);
    }
}
