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
}
