/**
 * The contracts of the two ports as tests, for every adapter and for embedders: {@link dev.rollcall.domain.contract.DirectoryContract} and
 * {@link dev.rollcall.domain.contract.RemoteUsersContract}. They need JUnit and AssertJ.
 */
package dev.rollcall.domain.contract;
