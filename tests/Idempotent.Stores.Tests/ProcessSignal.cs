using System.Diagnostics;

namespace Idempotent.Stores.Tests;

/// <summary>Signals that the platform has no method for.</summary>
internal static class ProcessSignal
{
    /// <param name="process">Alive.</param>
    /// <param name="signal">Its name, without SIG.</param>
    public static async Task SendAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
