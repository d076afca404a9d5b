using System.CommandLine;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Commands;

/// <summary>costguard completion SHELL: prints the script that makes the shell complete commands, flags and names.</summary>
public static class CompletionCommand
{
    public static Command Build(Verbs verbs)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        return verbs.Make("completion", "Print a completion script: eval \"$(costguard completion bash)\".", [shell], (session, _) =>
        {
            session.Screen.Line(session.Arguments.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                "pwsh" => PowerShell,
                string other => throw new CostGuardException(2, CommandErrors.BadArgument.At($"There is no script for {other}.")),
                null => "",
            });
            return Task.FromResult(0);
        });
    }

    // Every script asks the program itself, so that new commands and the home's own names need no new script.
    private const string Bash = """
        _costguard() {
          local line="${COMP_LINE:0:COMP_POINT}"
          local IFS=$'\n'
          COMPREPLY=($(costguard "[suggest:${COMP_POINT}]" "${line}" 2>/dev/null))
        }
        complete -o default -F _costguard costguard
        """;

    private const string Zsh = """
        #compdef costguard
        _costguard() {
          local -a found
          found=("${(@f)$(costguard "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a found
        }
        compdef _costguard costguard
        """;

    private const string Fish = """
        complete -c costguard -f -a '(set -l line (commandline -cp); costguard "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName costguard -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          costguard "[suggest:$cursorPosition]" "$commandAst" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;
}
