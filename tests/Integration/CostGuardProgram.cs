using System.Diagnostics;
using Xunit;

namespace CostGuard.Integration;

/// <summary>The built executable, run as its own process.</summary>
internal static class CostGuardProgram
{
    /// <summary>The executable in the artifacts folder that these tests lie in, built in the same configuration.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, OperatingSystem.IsWindows() ? "costguard.exe" : "costguard"));

    /// <summary>Runs a command to its end; the exit code must be 0. Returns standard output.</summary>
    public static string Ok(string home, params string[] arguments)
    {
        (int code, string output, string error) = Run(home, arguments);
        Assert.True(code == 0, $"costguard {string.Join(' ', arguments)} ended with {code}:\n{error}{output}");
        return output;
    }

    /// <summary>Runs a command to its end.</summary>
    public static (int Code, string Output, string Error) Run(string home, params string[] arguments)
    {
        using Process process = Start(home, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts a command and does not wait.</summary>
    public static Process Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, ["--home", home, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
