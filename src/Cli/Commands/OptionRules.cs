using System.CommandLine;

namespace CostGuard.Cli.Commands;

/// <summary>Rules that several options share.</summary>
internal static class OptionRules
{
    /// <summary>A name or a reason of blanks alone is none: the command is refused (exit code 2).</summary>
    public static Option<string> NeverBlank(this Option<string> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value)) result.AddError($"{option.Name} is blank.");
        });
        return option;
    }

    /// <summary>An invoice number is what stands on the invoice: not blank, and without blanks around it, by which it would match no charge.</summary>
    public static Argument<string> AsOnTheInvoice(this Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            string value = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (result.Tokens.Count > 0 && (value.Length == 0 || value.Trim() != value)) result.AddError($"{argument.Name} '{value}' is blank, or has blanks around it.");
        });
        return argument;
    }
}
